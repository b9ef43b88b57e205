# Mojolicious. Arguments: the URL, and the messages, each of which has to come back.
use Mojo::Base -strict;
use Mojolicious;
use Mojo::UserAgent;
use Mojo::IOLoop;

$| = 1;
my ($url, @messages) = @ARGV;
my $ua = Mojo::UserAgent->new;
say 'version ' . Mojolicious->VERSION;
$ua->websocket($url => {'Sec-WebSocket-Extensions' => 'permessage-deflate'} => sub {
  my ($agent, $tx) = @_;
  die 'no WebSocket: ' . $tx->res->code unless $tx->is_websocket;
  $tx->on(message => sub {
    my ($socket, $text) = @_;
    say "heard $text";
    return $socket->finish unless @messages;
    $socket->send(shift @messages);
  });
  $tx->on(finish => sub {
    my ($socket, $code, $reason) = @_;
    say 'heard closed with ' . $code . ' ' . ($reason // '') if @messages;
    Mojo::IOLoop->stop;
  });
  $tx->send(shift @messages);
});
Mojo::IOLoop->timer(20 => sub { Mojo::IOLoop->stop });
Mojo::IOLoop->start;

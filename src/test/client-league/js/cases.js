// Plays cases of `parley probe --client`, one after another, each on a connection of its own.
// Arguments: the prober's URL, the client's name, the first and the last case.
const SECONDS = 20; // longer than the prober waits for anything
const REST = 10; // seconds at the end, in which the prober sees what is left open: the end of a process closes it

exports.subprotocols = ["chat.one", "chat.two"];

// play(url, ended) connects, says hello, echoes each message, and calls ended when the connection has failed or ended.
exports.play = async (version, play) => {
  const [base, agent, first, last] = process.argv.slice(2);
  console.log("version " + version);
  for (let n = Number(first); n <= Number(last); n++) {
    console.log("case " + n);
    let timer;
    await new Promise((resolve) => {
      timer = setTimeout(() => {
        console.log("not ended " + n);
        resolve();
      }, SECONDS * 1000);
      play(`${base}/case/${n}?agent=${agent}`, resolve);
    });
    clearTimeout(timer);
  }
  setTimeout(() => process.exit(0), REST * 1000);
};

// A package's version, whatever its exports hide.
exports.version = (name) => {
  const file = require("path").join(__dirname, "node_modules", name, "package.json");
  return JSON.parse(require("fs").readFileSync(file)).version;
};

package io.parley.probe.client;

import java.util.List;

/** All cases for clients, in the order of the standards. */
final class ClientCases {
  private static final List<ClientSection> SECTIONS = make();

  private ClientCases() {}

  static List<ClientSection> sections() {
    return SECTIONS;
  }

  private static List<ClientSection> make() {
    return List.of(
        requirements(),
        FramingCases.overview(),
        FramingCases.baseFraming(),
        FramingCases.masking(),
        FramingCases.controlFrames(),
        ExtensionCases.negotiating(),
        RequestCases.key(),
        SubprotocolCases.field(),
        RequestCases.version(),
        FieldCases.names(),
        FieldCases.order(),
        FieldCases.limits(),
        FieldCases.values(),
        FieldCases.lists(),
        StatusLineCases.version(),
        StatusCodeCases.interim(),
        MessageCases.parsing(),
        StatusLineCases.reason(),
        MessageCases.folding(),
        MessageCases.length(),
        RequestCases.host());
  }

  private static ClientSection requirements() {
    ClientSection section = ClientSection.of("rfc6455", "4.1", "Client Requirements");
    RequestCases.add(section);
    StatusCodeCases.add(section);
    UpgradeFieldCases.add(section);
    AcceptCases.add(section);
    ExtensionCases.add(section);
    SubprotocolCases.add(section);
    return section;
  }
}

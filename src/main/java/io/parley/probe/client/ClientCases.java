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
        DeflateCases.negotiation(),
        DeflateCases.framing(),
        DeflateCases.extension(),
        DeflateCases.serverTakeover(),
        DeflateCases.clientTakeover(),
        DeflateCases.serverWindow(),
        DeflateCases.clientWindow(),
        DeflateCases.decompression(),
        FieldCases.names(),
        FieldCases.order(),
        FieldCases.limits(),
        FieldCases.values(),
        FieldCases.lists(),
        StatusLineCases.version(),
        StatusCodeCases.interim(),
        MessageCases.parsing(),
        RequestCases.host(),
        StatusLineCases.reason(),
        MessageCases.folding(),
        MessageCases.length());
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

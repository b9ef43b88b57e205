package io.parley.probe.section;

import io.parley.probe.Section;
import java.util.List;
import java.util.stream.Stream;

/** All cases there are, in the order of the standards. */
public final class Sections {
  private Sections() {}

  public static List<Section> all() {
    return Stream.of(webSocket(), compression(), semantics(), messages())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Section> webSocket() {
    return List.of(
        Rfc6455_4_1_ClientRequirements.section(),
        Rfc6455_4_2_1_ReadingTheOpeningHandshake.section(),
        Rfc6455_4_2_2_SendingTheOpeningHandshake.section(),
        Rfc6455_4_3_CollectedAbnf.section(),
        Rfc6455_4_4_SupportingMultipleVersions.section(),
        Rfc6455_5_1_FramingOverview.section(),
        Rfc6455_5_2_BaseFramingProtocol.section(),
        Rfc6455_9_1_NegotiatingExtensions.section(),
        Rfc6455_10_2_OriginConsiderations.section(),
        Rfc6455_11_3_1_SecWebSocketKey.section(),
        Rfc6455_11_3_3_SecWebSocketAccept.section(),
        Rfc6455_11_3_4_SecWebSocketProtocol.section(),
        Rfc6455_11_3_5_SecWebSocketVersion.section());
  }

  private static List<Section> compression() {
    return List.of(
        Rfc7692_5_Negotiation.section(),
        Rfc7692_6_FramingPerMessageCompression.section(),
        Rfc7692_7_PermessageDeflate.section(),
        Rfc7692_7_1_1_1_ServerNoContextTakeover.section(),
        Rfc7692_7_1_1_2_ClientNoContextTakeover.section(),
        Rfc7692_7_1_2_1_ServerMaxWindowBits.section(),
        Rfc7692_7_1_2_2_ClientMaxWindowBits.section(),
        Rfc7692_7_2_2_Decompression.section());
  }

  private static List<Section> semantics() {
    return List.of(
        Rfc9110_5_1_FieldNames.section(),
        Rfc9110_5_3_FieldOrder.section(),
        Rfc9110_5_4_FieldLimits.section(),
        Rfc9110_5_5_FieldValues.section(),
        Rfc9110_5_6_1_2_RecipientRequirementsOfLists.section(),
        Rfc9110_6_6_1_Date.section(),
        Rfc9110_7_6_1_Connection.section(),
        Rfc9110_7_8_Upgrade.section(),
        Rfc9110_8_3_ContentType.section(),
        Rfc9110_8_6_ContentLength.section(),
        Rfc9110_9_3_2_Head.section(),
        Rfc9110_15_5_6_MethodNotAllowed.section(),
        Rfc9110_15_5_22_UpgradeRequired.section());
  }

  private static List<Section> messages() {
    return List.of(
        Rfc9112_2_2_MessageParsing.section(),
        Rfc9112_2_3_HttpVersion.section(),
        Rfc9112_3_RequestLine.section(),
        Rfc9112_3_2_RequestTargetAndHost.section(),
        Rfc9112_3_2_2_AbsoluteForm.section(),
        Rfc9112_5_1_FieldLineParsing.section(),
        Rfc9112_5_2_ObsoleteLineFolding.section(),
        Rfc9112_6_1_TransferEncoding.section(),
        Rfc9112_6_3_MessageBodyLength.section(),
        Rfc9112_8_HandlingIncompleteMessages.section(),
        Rfc9112_9_6_TearDown.section());
  }
}

package io.parley.probe.http2;

import io.parley.probe.Section;
import java.util.List;

/** All cases over HTTP/2, in the order of the standards. */
public final class TunnelSections {
  private TunnelSections() {}

  public static List<Section> all() {
    return List.of(
        Rfc8441_3_EnableConnectProtocol.section(),
        Rfc8441_4_ExtendedConnect.section(),
        Rfc8441_5_BootstrappingWebSockets.section(),
        Rfc9113_3_4_ConnectionPreface.section(),
        Rfc9113_5_2_FlowControl.section(),
        Rfc9113_5_5_ExtendingHttp.section(),
        Rfc9113_6_1_Data.section(),
        Rfc9113_6_2_Headers.section(),
        Rfc9113_6_5_Settings.section(),
        Rfc9113_6_7_Ping.section(),
        Rfc9113_6_9_WindowUpdate.section(),
        Rfc9113_6_10_Continuation.section(),
        Rfc9113_8_2_1_FieldValidity.section(),
        Rfc9113_8_2_2_ConnectionFields.section(),
        Rfc9113_8_3_ControlData.section(),
        Rfc9113_8_5_Connect.section());
  }
}

package io.parley.document;

import java.util.List;

/**
 * A document as HTML.
 *
 * @param title plain text, not escaped
 * @param html what follows the title; safe to embed in a page
 * @param sections in their order
 */
public record RenderedDocument(String title, String html, List<Section> sections) {
  /**
   * A heading of the second level.
   *
   * @param id the fragment that leads to it
   * @param title plain text, not escaped
   */
  public record Section(String id, String title) {}

  public RenderedDocument {
    sections = List.copyOf(sections);
  }
}

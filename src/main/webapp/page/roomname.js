const NAME = /^[\p{L}\p{M}\p{N}._~-]{1,64}$/u;

/** A room's name as the server writes it; undefined where it is none. */
export function roomName(text) {
  const name = text.trim().normalize("NFC");
  return NAME.test(name) && name !== "." && name !== ".." ? name : undefined;
}

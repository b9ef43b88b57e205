/** The rows of a table by keys. A row that stays is not made anew, so that focus and reading place stay too. */
export class TableRows {
  #body;
  #make;
  #fill;
  #rows = new Map();

  /**
   * @param make makes the row of an item
   * @param fill writes what changes of an item into its row
   */
  constructor(body, make, fill) {
    this.#body = body;
    this.#make = make;
    this.#fill = fill;
  }

  /** Shows items, in their order; pairs of a key and an item. */
  show(items) {
    const keys = new Set(items.map(([key]) => key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    let next = this.#body.firstElementChild;
    for (const [key, item] of items) {
      const row = this.#rows.get(key) ?? this.#add(key, item);
      this.#fill(row, item);
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
    }
  }

  #add(key, item) {
    const row = this.#make(item);
    this.#rows.set(key, row);
    return row;
  }
}

/** Writes a text where it is another: what is the same is not read out again. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

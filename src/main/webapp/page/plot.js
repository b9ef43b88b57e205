import { around, element } from "./dom.js";
import { KEPT } from "./history.js";
import { LANGUAGE, say } from "./texts.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const HEIGHT = 80;
/** Rows of the table beside the plot: a table of every sample would be read by nobody. */
const ROWS = 10;

/** One or two lines over the last minutes, with the same numbers in words and in a table. */
export class Plot {
  #lines;
  #format;
  #title;
  #svg = document.createElementNS(SVG, "svg");
  #paths;
  #top = element("span", "plot-top");
  #body = element("tbody");
  #details = element("details");
  #samples = [];

  /**
   * @param lines pairs of a member of the samples and the name of its text
   * @param format says a value with its unit
   */
  constructor(title, lines, format) {
    this.#title = say(title);
    this.#lines = lines;
    this.#format = format;
    this.#svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute("preserveAspectRatio", "none");
    this.#svg.setAttribute("role", "img");
    this.#paths = lines.map((_, index) => this.#path(`line-${index + 1}`));
    this.#details.append(element("summary", "", say("asTable")), this.#table());
    this.#details.addEventListener("toggle", () => this.#fill());
  }

  /** The element to put into the page. */
  figure() {
    const legend = this.#lines.map(([, name], index) =>
      around("span", "legend", element("span", `swatch swatch-${index + 1}`), say(name)),
    );
    const caption = around("figcaption", "", element("strong", "", this.#title), ...(legend.length > 1 ? legend : []));
    const axis = around("p", "axis", element("span", "", say("minutesAgo")), element("span", "", say("nowLabel")));
    axis.ariaHidden = "true";
    this.#top.ariaHidden = "true";
    const made = around("figure", "plot", caption, around("div", "plot-area", this.#top, this.#svg), axis, this.#details);
    made.dataset.plot = this.#lines[0][0];
    return made;
  }

  show(samples) {
    this.#samples = samples;
    const values = this.#lines.flatMap(([key]) => samples.map((sample) => sample[key])).filter((v) => v !== undefined);
    const top = ceiling(Math.max(0, ...values));
    const end = samples.at(-1)?.at ?? 0;
    this.#lines.forEach(([key], index) => {
      this.#paths[index].setAttribute("d", path(samples, key, end, top));
    });
    this.#top.textContent = values.length === 0 ? "" : this.#format(top);
    this.#svg.setAttribute("aria-label", this.#words(samples));
    this.#fill();
  }

  #words(samples) {
    const parts = this.#lines.map(([key, name]) => {
      const values = samples.map((sample) => sample[key]).filter((value) => value !== undefined);
      if (values.length === 0) return say("plotNothing", { name: say(name) });
      const now = samples.at(-1)[key];
      return say("plotWords", {
        name: say(name),
        now: now === undefined ? say("unknown") : this.#format(now),
        most: this.#format(Math.max(...values)),
      });
    });
    return [this.#title, ...parts].join(". ");
  }

  #table() {
    const head = around("tr", "", ...[say("time"), ...this.#lines.map(([, name]) => say(name))].map((text) => cell("th", text)));
    for (const each of head.children) each.scope = "col";
    const table = around("table", "", around("thead", "", head), this.#body);
    table.setAttribute("aria-label", this.#title);
    return table;
  }

  /** The newest first; only for whom looks at them. */
  #fill() {
    if (!this.#details.open) return;
    const end = this.#samples.at(-1)?.at ?? 0;
    const rows = this.#samples.slice(-ROWS).reverse();
    this.#body.replaceChildren(
      ...rows.map((sample) => {
        const values = this.#lines.map(([key]) => (sample[key] === undefined ? say("unknown") : this.#format(sample[key])));
        return around("tr", "", cell("td", say("secondsAgo", { seconds: Math.round(end - sample.at) })), ...values.map((value) => cell("td", value)));
      }),
    );
  }

  #path(kind) {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("class", kind);
    this.#svg.append(made);
    return made;
  }
}

function cell(name, text) {
  return element(name, "", text);
}

/** The line of one member: a new start after each sample that does not have it. */
function path(samples, key, end, top) {
  let isPen = false;
  return samples
    .map((sample) => {
      if (sample[key] === undefined) {
        isPen = false;
        return "";
      }
      const x = WIDTH * (1 - (end - sample.at) / KEPT);
      const y = HEIGHT - 2 - ((HEIGHT - 4) * sample[key]) / top;
      const step = `${isPen ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      // A sample alone is a point.
      const point = isPen ? "" : "h0.01";
      isPen = true;
      return step + point;
    })
    .join("");
}

/** The next of 1, 2, 5, 10, 20 … that is not below a number. */
function ceiling(number) {
  if (number <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= number * 0.9999) ?? 10 * power;
}

/** A number of people or messages in words. */
export function count(number) {
  const digits = number < 10 && number % 1 !== 0 ? 1 : 0;
  return number.toLocaleString(LANGUAGE, { maximumFractionDigits: digits });
}

/** Milliseconds in words. */
export function milliseconds(number) {
  const digits = number < 10 ? 2 : 0;
  return say("milliseconds", { count: number.toLocaleString(LANGUAGE, { maximumFractionDigits: digits }) });
}

/** Seconds in words, in the largest unit of which there is one. */
export function duration(seconds) {
  const [unit, each] = [["day", 86_400], ["hour", 3_600], ["minute", 60]].find(([, size]) => seconds >= size) ?? ["second", 1];
  const format = new Intl.NumberFormat(LANGUAGE, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 });
  return format.format(Math.floor(seconds / each));
}

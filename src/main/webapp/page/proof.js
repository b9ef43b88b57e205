import { acceptance, GUID } from "./accept.js";
import { around, element, shown } from "./dom.js";
import { wireLine } from "./findings.js";
import { say } from "./texts.js";

/** The computation of the accept value, which this page does itself; folded, unless the server's value is wrong. */
export function proof(key, accept) {
  const steps = element("ol", "steps");
  const made = around("details", "proof", element("summary", "", say("proof")), steps);
  acceptance(key).then((own) => {
    const rows = [
      ["stepJoin", `${key} + ${GUID}`],
      ["stepHash", own.hash],
      ["stepEncode", own.accept],
    ];
    steps.append(...rows.map(([name, value]) => around("li", "", element("span", "", say(name)), wireLine(value))));
    const fits = own.accept === accept;
    const result = element("p", "fit", say(fits ? "acceptFits" : "acceptDiffers", { accept: shown(accept) }));
    result.dataset.outcome = fits ? "passed" : "refused";
    made.append(result);
    if (!fits) made.open = true;
  });
  return made;
}

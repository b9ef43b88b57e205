import english from "./en.js";
import chinese from "./zh-hant.js";

/** Every text of the pages, by language. A value in braces is filled in by `say`. */
export const TEXTS = { en: english, "zh-Hant": chinese };

/** The language of TEXTS for a list of wishes, best first; English where none fits. */
export function language(wishes) {
  for (const wish of wishes) {
    // Simplified too: its readers are nearer to Traditional Chinese than to English.
    if (/^zh\b/i.test(wish)) return "zh-Hant";
    if (/^en\b/i.test(wish)) return "en";
  }
  return "en";
}

const wanted = new URLSearchParams(location.search).get("lang");
export const LANGUAGE = language([...(wanted ? [wanted] : []), ...navigator.languages]);

/** This page's own address with another value in its query. */
export function addressWith(name, value) {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  return `${address.pathname}${address.search}`;
}

/** Keeps a language that the visitor chose on the way to the other pages. */
export function keepLanguage(root) {
  if (wanted === null) return;
  for (const link of root.querySelectorAll('a[href="./"], a[href$=".html"]')) link.search = `?lang=${LANGUAGE}`;
}

/** The text of a name, with the values of its braces. A value is never searched for braces itself. */
export function say(name, values = {}) {
  return TEXTS[LANGUAGE][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** The text of a name within a group of TEXTS; undefined where there is none. */
export function named(group, name) {
  const texts = TEXTS[LANGUAGE][group];
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** A text of the server's; the lengths that stand in it for what it does not show, in the page's language. */
export function lengths(text) {
  return text.replace(/\((?:1 character|(\d+) characters)\)/g, (_, count) =>
    count === undefined ? say("hiddenOne") : say("hiddenLength", { count }),
  );
}

/** What a close code means, in words. */
export function meaning(code) {
  return named("codes", code) ?? say(code >= 3000 && code <= 4999 ? "applicationCode" : "otherCode");
}

/** A size in words. */
export function size(bytes) {
  return bytes < 1024
    ? say("bytes", { count: bytes })
    : say("kibibytes", { count: (bytes / 1024).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 }) });
}

/** Puts the page's fixed texts into its language. */
export function translate(root) {
  document.documentElement.lang = LANGUAGE;
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = say(element.dataset.text);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
}

import { LANGUAGE } from "./texts.js";

/** What guests are called, by language: a colour and an animal, so that they can be told apart and remembered. */
const WORDS = {
  en: {
    colours: "Amber Azure Bronze Coral Crimson Emerald Golden Indigo Ivory Jade Lilac Olive Pearl Ruby Silver Teal",
    animals:
      "Badger Bear Beaver Crane Deer Dolphin Eagle Falcon Finch Fox Hare Hedgehog Heron Ibis Koala Lark Lion Lynx " +
      "Magpie Marten Moose Otter Owl Panda Penguin Raven Robin Seal Stork Swan Tiger Wolf",
    between: " ",
  },
  "zh-Hant": {
    colours: "琥珀 天藍 青銅 珊瑚 緋紅 翠綠 金色 靛藍 象牙 碧玉 丁香 橄欖 珍珠 寶石 銀色 湖綠",
    animals:
      "獾 熊 河狸 鶴 鹿 海豚 老鷹 獵鷹 雀 狐狸 野兔 刺蝟 蒼鷺 朱鷺 無尾熊 雲雀 獅子 山貓 " +
      "喜鵲 貂 駝鹿 水獺 貓頭鷹 貓熊 企鵝 渡鴉 知更鳥 海豹 鸛 天鵝 老虎 狼",
    between: "",
  },
};
const COLOURS = WORDS[LANGUAGE].colours.split(" ");
const ANIMALS = WORDS[LANGUAGE].animals.split(" ");
/** Tints that chat.css has. */
const TINTS = 12;

/** What a member without a name is called: the same for everybody who reads this language, as long as the id is. */
export function guestName(id) {
  const number = hash(id);
  return COLOURS[number % COLOURS.length] + WORDS[LANGUAGE].between + ANIMALS[(number >>> 8) % ANIMALS.length];
}

/** The number of a member's tint. */
export function tint(id) {
  return hash(`tint ${id}`) % TINTS;
}

/** The first characters of a name, as one sees them: of its first and its last word, or the first of a Chinese one. */
export function initials(name) {
  const words = name.split(/[\s._~-]+/u).filter((word) => word !== "");
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = ends.map(firstCharacter).join("").toLocaleUpperCase(LANGUAGE);
  return /^\p{Script=Han}/u.test(letters) ? firstCharacter(letters) : letters;
}

function firstCharacter(word) {
  const [first] = new Intl.Segmenter(LANGUAGE).segment(word);
  return first?.segment ?? "";
}

/** FNV-1a, of 32 bits. */
function hash(text) {
  let number = 0x811c9dc5;
  for (const character of text) number = Math.imul(number ^ character.codePointAt(0), 0x01000193);
  // The last characters reach the low bits only by this.
  return (number ^ (number >>> 15)) >>> 0;
}

/** A character each line, and then those that look like it. The server has the same table (ConfusableNames). */
const TABLE = `
A ΑАᎪ
B ΒВᏴ
C СϹᏟ
E ΕЕᎬ
H ΗНᎻ
I ΙІӀ
J ЈᎫ
K ΚКᏦ
M ΜМᎷ
N Ν
O ΟО
P ΡРᏢ
Q Ԛ
S ЅᏚ
T ΤТᎢ
W ԜᎳ
X ΧХ
Y ΥУҮ
Z ΖᏃ
a αаɑ
b вЬь
c сϲᴄ
d ԁ
e еєҽε
g ɡ
h һн
i ιіıl1|ӏɩ
j јϳ
k κк
m м
n ηпո
o οоσօ0
p ρр
q ԛ
r гᴦ
s ѕꜱ
t τт
u υսᴜ
v νѵᴠ
w ωԝѡᴡ
x χх
y уγү
z ᴢ
`;
const LOOK_ALIKES = new Map();
for (const line of TABLE.trim().split("\n")) for (const c of line.slice(2)) LOOK_ALIKES.set(c, line[0]);

/** What is not seen in a name: spaces, marks of direction, joiners, selectors. */
const UNSEEN = /[\p{Zs}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Names of one key look the same to people: a capital may look like another letter than its small form does. */
export function keysOf(name) {
  const compatible = name.normalize("NFKC");
  return [...new Set([compatible, folded(compatible)].map(skeleton))];
}

function skeleton(text) {
  const small = looksLike(folded(looksLike(text.replaceAll(UNSEEN, ""))));
  return small.replaceAll("rn", "m").replaceAll("vv", "w");
}

function looksLike(text) {
  return [...text].map((c) => LOOK_ALIKES.get(c) ?? c).join("");
}

function folded(text) {
  return text.toUpperCase().toLowerCase();
}

/** The shortest beginning of an id, of some characters at least, that none of the others has. */
export function tagOf(id, others, least) {
  let length = least;
  while (length < id.length && others.some((other) => other !== id && other.startsWith(id.slice(0, length)))) length++;
  return id.slice(0, length);
}

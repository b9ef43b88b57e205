/** Every text of the pages, by language. A value in braces is filled in by `say`. */
const TEXTS = {
  en: {
    room: "Room",
    socket: "Socket",
    connection: "Connection",
    log: "Conversation",
    subprotocol: "Subprotocol",
    extensions: "Extensions",
    none: "none",
    unknown: "–",
    message: "Message",
    placeholder: "Write a message",
    send: "Send",
    newest: "Newest ↓",
    connecting: "Connecting…",
    open: "Connected",
    unopened: "Closed before it opened",
    lost: "Connection lost",
    ended: "Closed by the server",
    blocked: "Address not allowed",
    unusable: "Address not usable",
    opened: "Connected to {url}",
    unopenedNote:
      "Closed before it opened ({code}): the server refused the handshake, or nothing answered. A browser does not tell a page which.",
    lostNote: "Connection lost ({code}): {meaning}",
    endedNote: "The server closed the connection ({code}): {meaning}",
    blockedNote: "This page may open sockets of its own server only, and {url} is none of them.",
    unusableNote: "Not the address of a socket: {url}",
    unroomedNote: "Not the name of a room: {room}",
    reason: " “{reason}”",
    nextTry: "Next try in {seconds} s",
    tryNow: "Try now",
    sending: "sending…",
    sent: "sent ✓",
    unconfirmed: "not confirmed",
    binary: "Binary message, {size}",
    bytes: "{count} bytes",
    kibibytes: "{count} KiB",
    again: "{text} (×{count})",
    notOpen: "Not connected. Your text is kept until you send it.",
    tooFast: "The server has not confirmed your last {count} messages yet.",
    codes: {
      1000: "done, all is said",
      1001: "the other side is going away",
      1002: "protocol error",
      1003: "a kind of data that is not taken here",
      1004: "a reserved code",
      1005: "closed without a code",
      1006: "cut off without a goodbye",
      1007: "data that does not fit its type, such as text that is not UTF-8",
      1008: "against the server's policy",
      1009: "a message that is too big",
      1010: "the server did not agree to a needed extension",
      1011: "a fault on the server",
      1012: "the server restarts",
      1013: "the server is busy: try again later",
      1014: "a gateway got no good answer",
      1015: "TLS failed",
    },
    applicationCode: "a code of the application",
    otherCode: "a code without a known meaning",
  },
  "zh-Hant": {
    room: "聊天室",
    socket: "連線位址",
    connection: "連線",
    log: "對話",
    subprotocol: "子協定",
    extensions: "擴充功能",
    none: "無",
    unknown: "–",
    message: "訊息",
    placeholder: "輸入訊息",
    send: "送出",
    newest: "最新訊息 ↓",
    connecting: "連線中…",
    open: "已連線",
    unopened: "連線未開啟即關閉",
    lost: "連線中斷",
    ended: "伺服器已關閉連線",
    blocked: "不允許的位址",
    unusable: "無法使用的位址",
    opened: "已連線至 {url}",
    unopenedNote: "連線未開啟即關閉（{code}）：伺服器拒絕了交握，或沒有任何回應。瀏覽器不會告訴網頁是哪一種。",
    lostNote: "連線中斷（{code}）：{meaning}",
    endedNote: "伺服器關閉了連線（{code}）：{meaning}",
    blockedNote: "此頁面只能連線到所屬伺服器，而 {url} 不在其中。",
    unusableNote: "這不是可用的 WebSocket 位址：{url}",
    unroomedNote: "這不是可用的聊天室名稱：{room}",
    reason: "「{reason}」",
    nextTry: "{seconds} 秒後重試",
    tryNow: "立即重試",
    sending: "傳送中…",
    sent: "已送出 ✓",
    unconfirmed: "未獲確認",
    binary: "二進位訊息，{size}",
    bytes: "{count} 位元組",
    kibibytes: "{count} KiB",
    again: "{text}（×{count}）",
    notOpen: "目前未連線，文字會保留到您送出為止。",
    tooFast: "伺服器尚未確認您最近的 {count} 則訊息。",
    codes: {
      1000: "正常結束",
      1001: "對方即將離開",
      1002: "協定錯誤",
      1003: "不接受的資料類型",
      1004: "保留的代碼",
      1005: "關閉時未附代碼",
      1006: "未道別即斷線",
      1007: "資料與其類型不符，例如並非 UTF-8 的文字",
      1008: "違反伺服器的政策",
      1009: "訊息過大",
      1010: "伺服器未同意必要的擴充功能",
      1011: "伺服器發生故障",
      1012: "伺服器正在重新啟動",
      1013: "伺服器忙碌中，請稍後再試",
      1014: "閘道未得到正確的回應",
      1015: "TLS 失敗",
    },
    applicationCode: "應用程式自訂的代碼",
    otherCode: "意義不明的代碼",
  },
};

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

/** The text of a name, with the values of its braces. A value is never searched for braces itself. */
export function say(name, values = {}) {
  return TEXTS[LANGUAGE][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** What a close code means, in words. */
export function meaning(code) {
  const known = TEXTS[LANGUAGE].codes[code];
  return known ?? say(code >= 3000 && code <= 4999 ? "applicationCode" : "otherCode");
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

/*
 * What the server says in English about a handshake, in Traditional Chinese. `{saw}` is what the peer sent.
 */

/** Of rules that had nothing to object to. */
export const RULES = {
  ignored: "前面的提議已被選用，因此不再考慮這一項。",
  notAuthenticated: "未檢查：這次交握已因其他原因被拒絕。",
  chosen: "已選用：{value}。",
  originAbsent: "沒有 Origin，表示對方不是瀏覽器。",
  connectionClose: "Connection 列出了 upgrade；其中的 close 不算，因為連線升級後不再屬於 HTTP。",
  passed: {
    "host-served": "這台伺服器以此主機名稱提供服務。",
    path: "這個路徑上有端點。",
    slot: "還有可用的連線名額。",
    method: "請求方法正確。",
    "http-version": "HTTP 版本夠新。",
    protocol: "協定是 websocket。",
    "connection-fields": "沒有屬於 HTTP/1 連線的欄位。",
    host: "恰有一個 Host 欄位。",
    content: "請求不帶內容。",
    upgrade: "Upgrade 列出了 websocket。",
    connection: "Connection 列出了 upgrade。",
    key: "金鑰是 16 個位元組。",
    version: "版本是 13。",
    origin: "來自這個來源的網頁可以連線。",
    subprotocols: "清單的格式正確。",
    subprotocol: "沒有提出子協定，因此也不選用。",
    extensions: "清單的格式正確。",
    authentication: "用戶端的身分已驗證，或可以匿名連線。",
  },
};

const ONE_VERSION = "只送一個 Sec-WebSocket-Version: 13。";

/** By code: what it means, what happened, what to change. */
export const CODES = {
  "host-not-served": {
    title: "不是這台伺服器的主機名稱",
    why: "這台伺服器不以「{saw}」提供服務。",
    advice: "請使用這台伺服器的主機名稱，或以設定 allow-host 加入此名稱。",
  },
  "path-unknown": {
    title: "這個路徑上沒有 WebSocket 端點",
    why: "這個路徑上沒有端點。",
    whySuggested: "這個路徑上沒有端點；最接近的是 {suggestion}。",
    advice: "請檢查 WebSocket 網址的路徑；代理伺服器可能增加或移除了前綴。",
  },
  "path-value-invalid": {
    title: "路徑中的值不能使用",
    why: "路徑中的「{saw}」不能使用。聊天室名稱為 1 到 64 個字元，可用文字、附加符號、數字與 . _ ~ -（但不能是 . 或 ..）。",
    advice: "請在路徑中使用端點所允許的值。",
  },
  draining: { title: "伺服器即將停止", why: "伺服器即將停止。", advice: "請在 Retry-After 所示的秒數之後再試。" },
  full: {
    title: "沒有可用的連線名額",
    why: "沒有可用的連線名額。",
    advice: "請在 Retry-After 所示的秒數之後再試。",
  },
  "too-many": {
    title: "同一位址的連線過多",
    why: "同一位址的連線過多。",
    advice: "請關閉不需要的連線，或在 Retry-After 所示的秒數之後再試。",
  },
  "request-malformed": {
    title: "請求的格式不正確",
    why: "請求的格式不正確。",
    advice: "請依 RFC 9112 送出請求行與欄位。",
  },
  "target-too-long": {
    title: "請求目標過長",
    why: "請求的網址過長。",
    advice: "請使用較短的網址：長的內容請以訊息送出。上限是設定 max-header。",
  },
  "header-too-large": {
    title: "請求標頭過大",
    why: "請求行與所有欄位合計過長；最長的欄位是「{saw}」。",
    advice: "請送出較小的欄位：通常只要刪除這個網站的 cookie。或以設定 max-header 提高上限。",
  },
  "request-too-slow": {
    title: "請求傳送得太慢",
    why: "時限到了，請求仍不完整。",
    advice: "請一次送出請求，直到結束欄位的空行。網路緩慢時，以設定 request-timeout 提高時限。",
  },
  "field-malformed": {
    title: "欄位的格式不正確",
    why: "有一行不是名稱、冒號與值。",
    advice: "每個欄位只占一行：名稱、緊接的冒號，以及不含控制字元的值。",
  },
  "content-length-ambiguous": {
    title: "內容長度不明確",
    why: "請求沒有清楚說明內容在哪裡結束。",
    advice: "請只送一個 Content-Length 或一個 Transfer-Encoding: chunked，不可兼有；WebSocket 則兩者都不送。",
  },
  "expectation-unknown": {
    title: "Expect 要求未知的事",
    why: "Expect 不是 100-continue。",
    advice: "請省略 Expect，或送出 Expect: 100-continue。",
  },
  "fragment-in-target": {
    title: "請求目標帶有片段",
    why: "請求目標含有 #。",
    advice: "請省略 # 及其後的部分：片段只留在用戶端。屬於名稱或值的 # 要寫成 %23。",
  },
  "method-not-allowed": {
    title: "不是開啟交握的方法",
    why: "請求方法是「{saw}」，不能用來開啟 WebSocket。",
    advice: "請使用 Allow 所列的方法。",
  },
  "http-version-old": {
    title: "HTTP 版本過舊",
    why: "版本是「{saw}」；至少要 HTTP/1.1 才能升級。",
    advice: "請使用 HTTP/1.1；若代理伺服器以 1.0 連接後端，請改為 1.1（nginx：proxy_http_version 1.1）。",
  },
  "host-missing": { title: "缺少 Host", why: "沒有 Host 欄位。", advice: "請送出一個 Host 欄位。" },
  "host-repeated": { title: "Host 重複", why: "Host 欄位不只一個。", advice: "請只送一個 Host 欄位。" },
  "host-malformed": {
    title: "Host 的格式不正確",
    why: "Host 是「{saw}」，格式不正確。",
    advice: "請如網址一般只送主機名稱，必要時加上連接埠。",
  },
  "content-not-allowed": {
    title: "開啟交握不得帶有內容",
    why: "請求帶有內容。",
    advice: "請勿送出內容、Transfer-Encoding，或不為 0 的 Content-Length。",
  },
  "upgrade-required": {
    title: "需要升級為 WebSocket",
    why: "Upgrade 沒有列出 websocket。",
    advice:
      "請以 WebSocket 開啟此網址。若您已這麼做，可能是代理伺服器移除了 Upgrade：請讓它通過（nginx：proxy_set_header Upgrade $http_upgrade）。",
  },
  "tunnel-protocol-unsupported": {
    title: "不是 WebSocket 的協定",
    why: ":protocol 是「{saw}」，不是 websocket。",
    advice: "請在 CONNECT 中送出 :protocol: websocket。",
  },
  "connection-field-not-allowed": {
    title: "HTTP/1 的欄位出現在 HTTP/2 上",
    why: "有一個屬於 HTTP/1 連線的欄位，值是「{saw}」。",
    advice:
      "在 HTTP/2 上請省略 Connection、Upgrade、Keep-Alive、Proxy-Connection 與 Transfer-Encoding；TE 只能是 trailers。",
  },
  "connection-without-upgrade": {
    title: "Connection 沒有列出 upgrade",
    why: "Connection 是「{saw}」，其中沒有 upgrade。",
    advice:
      "請送出 Connection: Upgrade。若您已這麼做，可能是代理伺服器移除了它：請讓它通過（nginx：proxy_set_header Connection \"upgrade\"）。",
  },
  "key-missing": {
    title: "缺少 Sec-WebSocket-Key",
    why: "沒有 Sec-WebSocket-Key 欄位。",
    advice: "請送出 16 個隨機位元組的 base64，每次連線都要重新產生。",
  },
  "key-repeated": {
    title: "Sec-WebSocket-Key 重複",
    why: "Sec-WebSocket-Key 欄位不只一個。",
    advice: "請只送一個 Sec-WebSocket-Key 欄位。",
  },
  "key-malformed": {
    title: "Sec-WebSocket-Key 的格式不正確",
    why: "Sec-WebSocket-Key 是「{saw}」，並非 16 個位元組的 base64。",
    advice: "請送出 16 個隨機位元組的 base64：24 個字元，以 == 結尾。",
  },
  "version-missing": {
    title: "缺少 Sec-WebSocket-Version",
    why: "沒有 Sec-WebSocket-Version 欄位。",
    advice: "請送出 Sec-WebSocket-Version: 13。",
  },
  "version-repeated": {
    title: "Sec-WebSocket-Version 重複",
    why: "Sec-WebSocket-Version 欄位不只一個。",
    advice: ONE_VERSION,
  },
  "version-malformed": {
    title: "Sec-WebSocket-Version 的格式不正確",
    why: "Sec-WebSocket-Version 是「{saw}」；這台伺服器使用 13。",
    advice: "請送出 Sec-WebSocket-Version: 13。",
  },
  "version-unsupported": {
    title: "不支援的 WebSocket 版本",
    why: "Sec-WebSocket-Version 是「{saw}」；這台伺服器使用 13。",
    advice: "請送出 Sec-WebSocket-Version: 13。",
  },
  "origin-required": { title: "需要 Origin", why: "沒有 Origin 欄位。", advice: "請如瀏覽器一般送出 Origin。" },
  "origin-repeated": { title: "Origin 重複", why: "Origin 欄位不只一個。", advice: "請最多送一個 Origin。" },
  "origin-malformed": {
    title: "Origin 的格式不正確",
    why: "Origin 是「{saw}」，並不是來源。",
    advice: "請送出協定、:// 與主機名稱；連接埠若非該協定的預設值則一併送出，其後不得再有內容。",
  },
  "origin-not-allowed": {
    title: "不允許的來源",
    why: "Origin 是「{saw}」，這個來源的網頁不得連線到此。",
    advice:
      "請從這台伺服器的網頁開啟連線，或以設定 allow-origin 加入該網頁的來源。若前方有代理伺服器，請讓瀏覽器的 Host 通過（nginx：proxy_set_header Host $http_host）。",
    adviceOfNull:
      "請以 http 或 https 開啟網頁：來自沙箱框架、data: 網址或檔案的網頁，瀏覽器會送出 null。若要讓所有這類網頁連線（不論由誰製作），請以設定 allow-origin 加入 null。",
    adviceWithoutHost:
      "若這是裝置或應用程式而非瀏覽器，請不要送出 Origin。若要讓所有送出此來源的網頁與應用程式連線，請以設定 allow-origin 加入 {saw}。",
  },
  "subprotocols-malformed": {
    title: "Sec-WebSocket-Protocol 的格式不正確",
    why: "Sec-WebSocket-Protocol 是「{saw}」，格式不正確。",
    advice: "請送出以逗號分隔的子協定名稱，每個都須是 token；或省略此欄位。",
  },
  "subprotocol-repeated": {
    title: "同一子協定提出了兩次",
    why: "Sec-WebSocket-Protocol 是「{saw}」，其中有重複。",
    advice: "每個子協定只列一次。",
  },
  "subprotocol-required": {
    title: "必須使用子協定",
    why: "沒有提出這個端點所用的子協定。",
    advice: "請提出這個端點所用的子協定。",
  },
  "subprotocol-unsupported": {
    title: "提出的子協定都不支援",
    why: "這裡不使用所提出的任何子協定。",
    advice:
      "請提出這個端點所用的子協定：瀏覽器若提出了子協定而無一獲選，會自行關閉連線。或者一個都不提。",
  },
  "authentication-required": {
    title: "必須驗證身分",
    why: "用戶端沒有表明身分，或憑證無效。",
    advice: "請依照 WWW-Authenticate 所指的方式傳送有效的憑證。",
  },
  "credentials-repeated": {
    title: "憑證以不只一種方式送出",
    why: "請求帶有不只一份憑證。",
    advice: "請只用一種方式送出權杖：放在 Authorization、放在提議的子協定，或以票券放在網址中。",
  },
  "token-malformed": {
    title: "權杖的格式錯誤",
    why: "權杖不是這台伺服器能讀取的 JWT。",
    advice: "請原樣送出核發者所給的存取權杖：三段以點相連、已簽章的 JWT，至多 8192 個字元。",
  },
  "token-algorithm": {
    title: "不接受權杖的演算法",
    why: "這裡不接受權杖標頭的演算法。",
    advice: "請讓核發者以這台伺服器接受的演算法簽章；伺服器的管理者以設定 token-algorithm 列出它們。",
  },
  "token-signature": {
    title: "權杖的簽章無效",
    why: "權杖的簽章不是核發者的。",
    advice: "請向這台伺服器所信任的核發者取得新的權杖，並原樣送出。",
  },
  "token-issuer": {
    title: "權杖來自其他核發者",
    why: "iss 所指的不是這台伺服器所信任的核發者。",
    advice: "請向這台伺服器所信任的核發者取得權杖；伺服器的管理者以設定 token-issuer 指明它。",
  },
  "token-audience": {
    title: "權杖不是給這台伺服器的",
    why: "aud 沒有指明這台伺服器。",
    advice: "請向核發者索取給這台伺服器的權杖；伺服器的管理者以設定 token-audience 指明自己。",
  },
  "token-expired": {
    title: "權杖已過期",
    why: "exp 的時間已過。",
    advice: "請向核發者取得新的權杖，然後重新連線。",
  },
  "token-not-yet-valid": {
    title: "權杖尚未生效",
    why: "nbf 的時間未到。",
    advice: "請校正核發者與這台伺服器的時鐘，或等到 nbf 的時間。",
  },
  "token-claim": {
    title: "權杖缺少宣告或宣告的格式錯誤",
    why: "權杖的一項宣告缺少或格式錯誤。",
    advice: "請讓核發者把詳細說明所指的宣告放進權杖，格式如 identity.md 所述。",
  },
  "ticket-invalid": {
    title: "票券無效",
    why: "網址中的票券無效。",
    advice: "請以 POST tickets 取得新的票券，並在 30 秒內、由同一來源、在同一台伺服器上使用一次。",
  },
  "access-denied": {
    title: "這個用戶端不得連線",
    why: "不准這個用戶端連線。",
    advice: "請以獲准的使用者身分連線，或向管理者申請權限。",
  },
  "too-many-of-user": {
    title: "同一使用者的連線過多",
    why: "這位使用者的連線數已達單一使用者的上限。",
    advice: "請關閉不需要的連線，或在 Retry-After 所示的秒數之後再試。管理者以 max-per-user 設定上限。",
  },
  "authentication-unavailable": {
    title: "目前無法驗證用戶端的身分",
    why: "無法驗證用戶端的身分。",
    advice:
      "請在 Retry-After 所示的秒數之後再試。管理者可在伺服器的紀錄中找到原因；若等待身分驗證的請求過多，請加快登入服務，或讓用戶端分散連線的時間。",
  },
  "extensions-malformed": {
    title: "Sec-WebSocket-Extensions 的格式不正確",
    why: "Sec-WebSocket-Extensions 是「{saw}」，格式不正確。",
    advice:
      "請依 RFC 6455 9.1 送出擴充功能的名稱與參數，或省略此欄位。若它是空的而不是您這樣送出的，便是代理伺服器清空的，IIS 的 ARR 與 Azure 的 Application Gateway 會這麼做：讓它原樣傳遞，或整個移除。",
  },
  "extension-unsupported": {
    title: "不支援此擴充功能",
    why: "不支援此擴充功能。",
    advice: "無須更改：沒有它，連線同樣可用。",
  },
  "deflate-parameter-unknown": {
    title: "permessage-deflate 帶有未知的參數",
    why: "permessage-deflate 帶有未知的參數。",
    advice: "提出 permessage-deflate 時，只使用 RFC 7692 的參數。",
  },
  "deflate-parameter-repeated": {
    title: "permessage-deflate 的參數重複",
    why: "permessage-deflate 的參數重複。",
    advice: "同一提議中，每個參數只列一次。",
  },
  "deflate-parameter-invalid": {
    title: "permessage-deflate 的參數值無效",
    why: "permessage-deflate 的參數值無效。",
    advice:
      "server_max_window_bits 須取 8 到 15；client_max_window_bits 可不帶值或取這樣的值；兩個 takeover 參數不得帶值。",
  },
  "deflate-context": {
    title: "無法保留用戶端的壓縮視窗",
    why: "為其他連線保留的壓縮視窗已達上限。",
    advice:
      "請提出 client_no_context_takeover，或另加一個附有它的提議。伺服器的管理者可用設定 max-compression-windows 讓它保留更多。",
  },
  "deflate-window": {
    title: "無法維持 server_max_window_bits",
    why: "無法維持 server_max_window_bits 所要求的視窗。",
    advice: "請另加一個不含 server_max_window_bits 的提議：這個伺服器的視窗是 15。",
  },
};

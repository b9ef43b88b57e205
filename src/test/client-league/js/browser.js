// A browser without a window, with a page that plays the cases by itself and tells each one to this program.
// Arguments: chromium or firefox-esr, then those of cases.js.
const { execFileSync, spawn } = require("child_process");
const fs = require("fs");
const http = require("http");
const os = require("os");
const path = require("path");

const [browser, base, agent, first, last] = process.argv.slice(2);
const version = execFileSync(browser, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
console.log("version " + version.match(/\d[\w.]*/)[0]);
if (Number(first) > Number(last)) process.exit(0);

const page = fs.readFileSync(path.join(__dirname, "page.html"));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "client-league-"));
const server = http.createServer((request, response) => {
  if (request.method === "POST") {
    const line = decodeURIComponent(new URL(request.url, "http://localhost").searchParams.get("line"));
    response.end();
    if (line === "end") process.exit(0);
    console.log(line);
  } else {
    response.setHeader("Content-Type", "text/html");
    response.end(page);
  }
});

// Firefox delays a new connection after a failed one, up to a minute, unless told not to.
const preferences = `user_pref("network.websocket.delay-failed-reconnects", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
`;
const options = {
  chromium: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", `--user-data-dir=${profile}`],
  "firefox-esr": ["--headless", "--no-remote", "--profile", profile],
};

server.listen(0, "127.0.0.1", () => {
  fs.writeFileSync(path.join(profile, "user.js"), preferences);
  const query = new URLSearchParams({ base, agent, first, last });
  const url = `http://127.0.0.1:${server.address().port}/?${query}`;
  const child = spawn(browser, [...options[browser], url], { stdio: "ignore", detached: true });
  child.on("exit", () => process.exit(1));
  process.on("exit", () => {
    process.kill(-child.pid, "SIGKILL"); // its own processes too
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  process.on("SIGTERM", () => process.exit(1));
});

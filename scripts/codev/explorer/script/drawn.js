// After a restart the server knows nothing of the visit: the page runs anew by itself, and takes clicks when that is done, so that
// none is lost.
function wakeWithServer(place, setTriggerValue) {
  const app = document.querySelector("[data-testid=stApp]");
  if (place.codevWakes || !app) return;
  place.codevWakes = true;
  const [connection, script] = ["data-test-connection-state", "data-test-script-state"];
  const hold = (isHeld) => { for (const each of app.querySelectorAll("[data-testid=stMain], [data-testid=stSidebar]")) each.inert = isHeld; };
  let wasConnected = app.getAttribute(connection) === "CONNECTED";
  let [isWaking, hasRun] = [false, false];
  const observer = new MutationObserver(() => {
    const isConnected = app.getAttribute(connection) === "CONNECTED";
    const isRunning = app.getAttribute(script) !== "notRunning";
    if (isConnected && !wasConnected && place.isConnected) {
      [isWaking, hasRun] = [true, false];
      hold(true);
      setTimeout(() => hold(false), 60_000);
      setTriggerValue("woke", Date.now());
    } else if (isWaking && isRunning) {
      hasRun = true;
    } else if (isWaking && hasRun) {
      isWaking = false;
      hold(false);
    }
    wasConnected = isConnected;
    if (!place.isConnected && !isWaking) observer.disconnect();
  });
  observer.observe(app, { attributes: true, attributeFilter: [connection, script] });
}
// Shows HTML that the shared templates made, and follows its links to other states of the explorer without loading the page anew.
export default function ({ data, parentElement, setTriggerValue }) {
  let place = parentElement.querySelector(".codev-drawn");
  if (!place) {
    place = document.createElement("div");
    place.className = "codev-drawn md-typeset";
    place.dir = "ltr";
    place.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setTriggerValue("asked", link.getAttribute("href"));
    });
    parentElement.appendChild(place);
  }
  if (data.html === undefined) {
    wakeWithServer(place, setTriggerValue);
    // The place where the result of a click begins.
    place.style.scrollMarginTop = "5rem";
    if (!data.reveal || place.codevRevealed === data.reveal) return;
    place.codevRevealed = data.reveal;
    // What is below comes bit by bit, until the reader moves.
    const end = performance.now() + 10_000;
    const moves = ["wheel", "touchstart", "pointerdown", "keydown"];
    let hasMoved = false;
    const stop = () => { hasMoved = true; for (const each of moves) removeEventListener(each, stop, true); };
    for (const each of moves) addEventListener(each, stop, true);
    const look = () => {
      if (hasMoved || !place.isConnected || performance.now() > end) return stop();
      const { top } = place.getBoundingClientRect();
      if (top < 0 || top > innerHeight * 0.6) place.scrollIntoView({ block: "start" });
      setTimeout(look, 200);
    };
    look();
    return;
  }
  place.dataset.mdColorScheme = data.scheme;
  if (place.codevHtml === data.html) return;
  place.codevHtml = data.html;
  place.innerHTML = data.html;
  // A picture fits the window as long as it can be read; a wider one is moved in its frame.
  for (const picture of place.querySelectorAll(".codev-picture svg")) {
    const { width } = picture.viewBox.baseVal;
    Object.assign(picture.style, { width: "100%", height: "auto", maxWidth: `${width}px`, minWidth: `${Math.round(width * 0.62)}px` });
  }
  // Of a wide picture, what it is about is in view.
  const centre = place.querySelector(".codev-picture text[font-weight]");
  const frame = centre?.closest(".codev-picture");
  if (frame) frame.scrollLeft = centre.getBoundingClientRect().left - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  for (const link of place.querySelectorAll("a[rel=external]")) {
    link.target = "_blank";
    link.rel = "external noopener noreferrer";
  }
}

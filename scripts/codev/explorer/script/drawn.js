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
  place.dataset.mdColorScheme = data.scheme;
  if (place.codevHtml === data.html) return;
  place.codevHtml = data.html;
  place.innerHTML = data.html;
  // Of a wide picture, what it is about is in view.
  const centre = place.querySelector(".codev-picture text[font-weight]");
  const frame = centre?.closest(".codev-picture");
  if (frame) frame.scrollLeft = centre.getBoundingClientRect().left - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  for (const link of place.querySelectorAll("a[rel=external]")) {
    link.target = "_blank";
    link.rel = "external noopener noreferrer";
  }
}

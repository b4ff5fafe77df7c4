/** "Leave this page": nothing typed and no code stays behind, and "back" does not lead here. */

const forgetting = [];

/** Have `work` run whenever this page is left. */
export const whenLeft = (work) => forgetting.push(work);

/** Empty every control of the page; what is hidden is the server's, and holds nothing typed. */
export function empty(within = document) {
  for (const control of within.querySelectorAll("input, textarea, select")) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.type !== "hidden") control.value = "";
  }
}

function forget() {
  empty();
  for (const work of forgetting) work();
}

// Also when the browser keeps the page for "back" (the back-forward cache).
addEventListener("pagehide", forget);
document.addEventListener("click", (event) => {
  const way = event.target.closest?.("a.leave");
  if (!way || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  forget();
  location.replace(way.href);
});

(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.getElementById("theme");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try { return localStorage.getItem("synfire-theme"); } catch (refused) { return null; }
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }

  function show() {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", "switch to the " + (isDark() ? "light" : "dark") + " page");
  }

  var chosen = stored();
  if (chosen === "dark" || chosen === "light") {
    root.dataset.theme = chosen;
  }
  button.hidden = false;
  show();
  system.addEventListener("change", show);
  button.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("synfire-theme", root.dataset.theme); } catch (refused) { /* a page of a file may have no storage */ }
    show();
  });
}());

(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var FONTS = "Helvetica, Arial, Liberation Sans, sans-serif";
  var PNG_SCALE = 3;
  /* what a canvas may hold in every browser */
  var MOST_PIXELS = 16e6;
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

  function light(variable) {
    var value = getComputedStyle(root).getPropertyValue("--" + variable).trim();
    var pair = /^light-dark\(\s*([^,]+),/.exec(value);
    return pair ? pair[1].trim() : value;
  }

  /* the same file as SvgFiles writes */
  function file(drawing) {
    var copy = drawing.cloneNode(true);
    var box = drawing.viewBox.baseVal;
    var paper = document.createElementNS(SVG, "rect");
    [copy, paper].forEach(function (sized) {
      sized.setAttribute("width", box.width);
      sized.setAttribute("height", box.height);
    });
    paper.setAttribute("fill", "#ffffff");
    copy.setAttribute("font-family", FONTS);
    copy.removeAttribute("style");
    copy.insertBefore(paper, copy.querySelector("desc").nextSibling);
    return new XMLSerializer().serializeToString(copy).replace(/var\(--([a-z0-9-]+)\)/g, function (all, variable) {
      return light(variable);
    });
  }

  function save(content, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function saveSvg(drawing) {
    save(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n' + file(drawing)], { type: "image/svg+xml" }), drawing.id + ".svg");
  }

  function savePng(drawing) {
    var box = drawing.viewBox.baseVal;
    var scale = Math.min(PNG_SCALE, Math.sqrt(MOST_PIXELS / (box.width * box.height)));
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(scale * box.width);
      canvas.height = Math.round(scale * box.height);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (content) { save(content, drawing.id + ".png"); }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(file(drawing));
  }

  function saveButton(words, drawing, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.setAttribute("aria-label", "save as " + words + ": " + drawing.querySelector("title").textContent);
    made.addEventListener("click", function () { action(drawing); });
    return made;
  }

  /* words beside the shadow of the style sheet, where something is wider than the screen */
  if (window.ResizeObserver) {
    var widths = new ResizeObserver(function (entries) {
      /* the words change a height, which must not happen while heights are observed */
      requestAnimationFrame(function () {
        entries.forEach(function (entry) {
          entry.target.classList.toggle("more", entry.target.scrollWidth > entry.target.clientWidth + 1);
        });
      });
    });
    document.querySelectorAll(".scroll").forEach(function (part) { widths.observe(part); });
  }

  document.querySelectorAll("figure svg").forEach(function (drawing) {
    var buttons = document.createElement("div");
    buttons.className = "save";
    buttons.append(saveButton("SVG", drawing, saveSvg), saveButton("PNG", drawing, savePng));
    var figure = drawing.closest("figure");
    figure.insertBefore(buttons, figure.firstChild);
  });
}());

#include "report/html/style.hpp"

namespace gameday::report::html {

const char* const script = R"((function () {
  "use strict";
  var hint = document.createElement("div");
  hint.className = "hint";
  hint.hidden = true;
  document.body.appendChild(hint);
  function told(mark) {
    for (; mark && mark.ownerSVGElement; mark = mark.parentNode) {
      var title = mark.querySelector(":scope > title");
      if (title) {
        mark.setAttribute("aria-label", title.textContent);
        title.remove();
      }
      if (mark.hasAttribute("aria-label")) {
        return mark.getAttribute("aria-label");
      }
    }
    return "";
  }
  document.addEventListener("pointermove", function (event) {
    var words = event.target.closest && event.target.closest("svg.fig") ? told(event.target) : "";
    hint.hidden = !words;
    if (!words) {
      return;
    }
    hint.textContent = words;
    var left = event.clientX + 14, top = event.clientY + 16;
    var box = hint.getBoundingClientRect();
    if (left + box.width > innerWidth - 8) {
      left = Math.max(8, event.clientX - box.width - 10);
    }
    if (top + box.height > innerHeight - 8) {
      top = event.clientY - box.height - 10;
    }
    hint.style.left = left + "px";
    hint.style.top = top + "px";
  });
  document.addEventListener("scroll", function () { hint.hidden = true; }, true);
  document.querySelectorAll(".command").forEach(function (box) {
    var button = document.createElement("button");
    var code = box.querySelector("code");
    button.type = "button";
    button.textContent = "Copy";
    function done(ok) {
      button.textContent = ok ? "Copied" : "Press Ctrl-C";
      setTimeout(function () { button.textContent = "Copy"; }, 2000);
    }
    function select() {
      var range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done(document.execCommand("copy"));
    }
    button.addEventListener("click", function () {
      if (navigator.clipboard) {
        navigator.clipboard.writeText(code.textContent).then(function () { done(true); }, select);
      } else {
        select();
      }
    });
    box.classList.add("copies");
    box.appendChild(button);
  });
})();
)";

}  // namespace gameday::report::html

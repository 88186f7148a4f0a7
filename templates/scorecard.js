"use strict";
// Links the scorecard and the report's text. Without it the page says the same: every quotation
// links to its sentence, every sentence to its elements, and details open by themselves.
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const report = document.getElementById("report");
  const note = document.getElementById("note");
  const picked = document.getElementById("picked");
  const elements = all("details.element");
  const summaries = elements.map((each) => each.querySelector("summary"));
  const hits = report ? all(".body .hit[data-s]", report) : [];
  root.classList.add("js");

  const refsOf = (sentence) =>
    all(".refs", report).filter((each) => each.dataset.for === sentence);
  const segmentsOf = (sentence) =>
    hits.filter((each) => each.dataset.s.split(" ").includes(sentence));
  const beside = () => getComputedStyle(report).position === "sticky";
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const button = (text, action) => {
    const made = make("button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  // one element's sentences
  let places = [];
  let place = 0;

  const clear = () => {
    root.classList.remove("picking");
    all(".on").forEach((each) => each.classList.remove("on"));
    hits.forEach((each) => { each.className = each.dataset.kind; });
    if (picked) picked.replaceChildren();
    delete root.dataset.picked;
    places = [];
  };

  const pick = (element) => {
    if (!report) return;
    clear();
    const refs = all(".ref", report).filter((each) => each.getAttribute("href") === "#" + element);
    const sentences = refs.map((each) => each.parentElement.dataset.for);
    places = sentences.map(segmentsOf).filter((each) => each.length);
    refs.forEach((each, index) => {
      const level = each.classList[1];
      segmentsOf(sentences[index]).forEach((segment) => {
        const lead = segment.classList.contains("lead") ? " lead" : "";
        segment.className = `hit ${level}${lead} on`;
      });
      each.classList.add("on");
    });
    root.classList.add("picking");
    root.dataset.picked = element;
    const name = document.querySelector(`[data-e="${element}"] .name`).textContent;
    const near = refs.filter((each) => each.classList.contains("near")).length;
    const told = `${name}：引文 ${refs.length - near} 处，相近 ${near} 处`;
    picked.replaceChildren(make("span", told));
    if (places.length > 1) {
      picked.append(button("上一处", () => go(-1)), button("下一处", () => go(1)));
    }
    picked.append(button("全部显示", clear));
    place = 0;
    if (places.length && beside()) show(places[0][0]);
  };

  const show = (segment) => {
    if (beside()) {
      const bar = report.querySelector(".reportbar").offsetHeight;
      const top = segment.getBoundingClientRect().top - report.getBoundingClientRect().top;
      report.scrollTop += top - bar - 60;
    } else {
      segment.scrollIntoView({ block: "center" });
    }
  };

  const go = (step) => {
    place = (place + step + places.length) % places.length;
    show(places[place][0]);
    now(places[place][0]);
  };

  const now = (segment) => {
    all(".hit.now").forEach((each) => each.classList.remove("now"));
    if (!segment) return;
    segment.dataset.s.split(" ").flatMap(segmentsOf).forEach((each) => each.classList.add("now"));
    hits.forEach((each) => { each.tabIndex = each === segment ? 0 : -1; });
  };

  elements.forEach((each) => {
    each.querySelector("summary").addEventListener("click", () => {
      if (each.open) {
        if (root.dataset.picked === each.dataset.e) clear();
      } else {
        pick(each.dataset.e);
      }
    });
  });

  const open = (element) => {
    const details = elements.find((each) => each.dataset.e === element);
    if (!details) return;
    details.open = true;
    pick(element);
    details.querySelector("summary").scrollIntoView({ block: "start" });
    details.querySelector("summary").focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const target = link.getAttribute("href").slice(1);
    if (elements.some((each) => each.dataset.e === target)) {
      event.preventDefault();
      history.replaceState(null, "", "#" + target);
      open(target);
    } else if (/^s\d+$/.test(target)) {
      event.preventDefault();
      history.replaceState(null, "", "#" + target);
      const owner = link.closest("details.element");
      if (owner) pick(owner.dataset.e);
      const segment = segmentsOf(target)[0];
      if (!segment) return;
      show(segment);
      now(segment);
      segment.focus({ preventScroll: true });
    }
  });

  // what one sentence counts for
  let asked = null;

  const close = () => {
    if (!note || note.hidden) return;
    note.hidden = true;
    now(null);
    if (asked) asked.focus({ preventScroll: true });
  };

  const ask = (segment) => {
    asked = segment;
    now(segment);
    const refs = segment.dataset.s.split(" ").flatMap(refsOf).flatMap((each) => all(".ref", each));
    const head = make("h4", "");
    head.append(make("span", "这句话"), button("关闭", close));
    const list = document.createElement("ul");
    refs.forEach((each) => {
      const line = document.createElement("li");
      const link = make("a", each.title);
      link.href = each.getAttribute("href");
      line.append(link);
      list.append(line);
    });
    note.replaceChildren(head, list);
    note.hidden = false;
    note.focus({ preventScroll: true });
  };

  hits.forEach((each, index) => {
    each.dataset.kind = each.className;
    each.tabIndex = index ? -1 : 0;
    each.setAttribute("role", "button");
    each.setAttribute("aria-haspopup", "dialog");
    each.addEventListener("click", () => ask(each));
  });

  // keys: up and down among elements or sentences, Enter asks, Escape closes
  const step = (list, key) => {
    const at = list.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[key];
    if (at < 0 || next === undefined || !list[next]) return false;
    list[next].focus();
    if (list === hits) {
      list.forEach((each) => { each.tabIndex = each === list[next] ? 0 : -1; });
      show(list[next]);
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (note && !note.hidden) close();
      else clear();
    } else if ((event.key === "Enter" || event.key === " ") && hits.includes(event.target)) {
      event.preventDefault();
      ask(event.target);
    } else if (step(summaries, event.key) || step(hits, event.key)) {
      event.preventDefault();
    }
  });

  // paper shows everything
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details").filter((each) => !each.open);
    closed.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));

  const asked_for = location.hash.slice(1) || document.body.dataset.open;
  if (asked_for) open(asked_for);
})();

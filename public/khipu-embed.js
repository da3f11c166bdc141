// <khipu-record>: the page inside another one, with one line of script. `docs/embedding.md` says how, and
// `docs/formats/embedding.md` what the two pages say to each other.
//
// The element makes one frame, and nothing of it is asked for before the reader comes near. It stands in
// a shadow tree, so that the host's style sheets do not reach it; what the element holds is shown where no
// script runs. The view is the frame's address: attributes become the part after `#`, options that of `?`.

(() => {
  const VERSION = 1;
  const PAGE = new URL("./", document.currentScript.src).href;
  /** Attributes that are keys of the page's links, under the same names. */
  const VIEW = ["from", "to", "at", "region", "kind", "actor", "tag", "source", "certainty", "q", "event", "story", "claims", "lang", "lanes", "fold", "measure", "view", "map"];
  /** What the elements of a group share. */
  const SHARED = ["from", "to", "at", "region", "kind", "actor", "tag", "source", "certainty", "event"];
  /** How the page is shown, whatever it shows. */
  const OPTIONS = ["record", "show", "theme", "accent", "paper", "ink", "still"];
  const NEAR = "600px";
  const HEIGHT = { usual: 720, least: 120, most: 20_000 };
  const OPEN = { en: "Open this view", es: "Abrir esta vista", fr: "Ouvrir cette vue" };
  /** What the frame may do. Without an origin of its own it works too, and keeps nothing. */
  const OWN_ORIGIN = "allow-same-origin";
  const MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
  const STYLE = `
    :host { all: initial !important; display: block !important; contain: layout !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; box-sizing: border-box; width: 100%; border: 1px solid #8884; border-radius: 8px; }
    a { display: inline-block; padding: 4px 0; font: 14px/24px system-ui, sans-serif; color: LinkText; }
  `;

  const there = new Set();
  const near = new IntersectionObserver(
    entries => entries.filter(it => it.isIntersecting).forEach(it => it.target.load()),
    { rootMargin: NEAR },
  );

  class KhipuRecord extends HTMLElement {
    static observedAttributes = [...VIEW, ...OPTIONS, "height", "title"];
    #frame = document.createElement("iframe");
    #link = document.createElement("a");
    #isReady = false;
    /** What the frame is told once it listens. */
    #orders = [];

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      // Made by script, so that a host's policy for styles does not forbid it.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      Object.assign(this.#frame, { referrerPolicy: "no-referrer", allow: "clipboard-write; fullscreen; web-share" });
      Object.assign(this.#link, { target: "_blank", rel: "noopener noreferrer" });
      root.append(this.#frame, this.#link);
    }

    connectedCallback() {
      this.#frame.setAttribute("sandbox", this.hasAttribute("private") ? MAY : `${MAY} ${OWN_ORIGIN}`);
      // A frame that was moved loads again.
      this.#isReady = false;
      this.#resize(Number(this.getAttribute("height")) || HEIGHT.usual);
      this.#name();
      there.add(this);
      addEventListener("message", this);
      near.observe(this);
    }

    disconnectedCallback() {
      there.delete(this);
      removeEventListener("message", this);
      near.unobserve(this);
    }

    attributeChangedCallback(name, _, value) {
      this.#name();
      if (name === "height") this.#resize(Number(value) || HEIGHT.usual);
      if (!this.#frame.src || name === "title") return;
      if (VIEW.includes(name)) this.set({ [name]: value });
      else this.#load();
    }

    /** The address of the view, as a page of its own. */
    get address() {
      return this.#address(["record"]);
    }

    /** Brings the page, if it is not there yet. */
    load() {
      near.unobserve(this);
      if (!this.#frame.src) this.#load();
    }

    /** Changes the view: keys of the page's links and their values; nothing for what is taken away. */
    set(view) {
      this.#order({ do: "set", view });
    }

    /** Lets the days go by. */
    play() {
      this.#order({ do: "play" });
    }

    pause() {
      this.#order({ do: "pause" });
    }

    handleEvent({ source, data }) {
      if (!source || source !== this.#frame.contentWindow || data?.khipu !== VERSION) return;
      const { is, height, view, event, by, top } = data;
      if (is === "ready") {
        this.#isReady = true;
        this.#orders.splice(0).forEach(order => this.#order(order));
        for (const text of data.problems ?? []) console.warn(`khipu-record: ${text}`);
      }
      if ((is === "ready" || is === "height") && this.#isAuto) this.#resize(height + this.#frame.offsetHeight - this.#frame.clientHeight);
      if (is === "state" && by === "reader") this.#share(view);
      if (is === "event" && event && by === "reader") this.#look(top);
      if (["ready", "state", "event", "error"].includes(is)) {
        const { khipu: _, is: __, ...detail } = data;
        this.dispatchEvent(new CustomEvent(`khipu-${is}`, { detail, bubbles: true, composed: true }));
      }
    }

    get #isAuto() {
      return !Number(this.getAttribute("height"));
    }

    #address(options) {
      const given = (names, empty) => names.filter(name => this.hasAttribute(name) && (empty || this.getAttribute(name)))
        .map(name => `${name}=${encodeURIComponent(this.getAttribute(name)).replaceAll("%2C", ",")}`);
      const query = given(options, true);
      if (options === OPTIONS && this.#isAuto) query.push("auto");
      const view = given(VIEW);
      return PAGE + (query.length > 0 ? "?" : "") + query.join("&") + (view.length > 0 ? "#" : "") + view.join("&");
    }

    #load() {
      this.#isReady = false;
      this.#frame.src = this.#address(OPTIONS);
    }

    #order(order) {
      if (!this.#isReady) this.#orders.push(order);
      // A frame without an origin has no name to be called by.
      else this.#frame.contentWindow.postMessage({ khipu: VERSION, ...order }, this.hasAttribute("private") ? "*" : new URL(PAGE).origin);
    }

    #share(view) {
      const group = this.getAttribute("group");
      const shared = Object.fromEntries(SHARED.map(key => [key, view[key] ?? null]));
      if (group) for (const other of there) if (other !== this && other.getAttribute("group") === group && other.#frame.src) other.set(shared);
    }

    /** Brings an event that was opened in a tall frame before the reader's eyes. */
    #look(top) {
      const at = this.#frame.getBoundingClientRect().top + top;
      if (at < 0 || at > innerHeight * 0.8) scrollBy({ top: at - 24 });
    }

    #resize(height) {
      if (Number.isFinite(height)) this.#frame.style.height = `${Math.min(Math.max(height, HEIGHT.least), HEIGHT.most)}px`;
    }

    #name() {
      this.#frame.title = this.getAttribute("title") || "Khipu";
      const lang = this.getAttribute("lang");
      Object.assign(this.#link, { href: this.address, textContent: OPEN[lang] ?? OPEN.en, lang: lang in OPEN ? lang : "en" });
    }
  }

  if (!customElements.get("khipu-record")) customElements.define("khipu-record", KhipuRecord);
})();

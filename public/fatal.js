// Says in the reader's language, or in all three, why the page cannot go on; offers the ways on:
// load it again, save what it keeps on this device, read the record as plain text. It is there before
// it is needed: the host may be gone by then.

const TEXTS = {
  en: {
    title: "The page cannot go on",
    wasm: "This browser cannot run it: the page needs WebAssembly. Please open it in a current browser.",
    files: "A file of the page did not arrive, or not as it was made. The connection or the host is at fault.",
    broken: "It stopped because of a fault of its own. What you kept on this device is still there.",
    again: "Load again",
    save: "Save what the page keeps here",
    plain: "Read the record as plain text",
  },
  es: {
    title: "La página no puede continuar",
    wasm: "Este navegador no puede ejecutarla: la página necesita WebAssembly. Ábrala en un navegador actual.",
    files: "Un archivo de la página no llegó, o no como fue hecho. La causa está en la conexión o en el servidor.",
    broken: "Se detuvo por un fallo propio. Lo que usted guardó en este dispositivo sigue ahí.",
    again: "Cargar de nuevo",
    save: "Descargar lo que la página guarda aquí",
    plain: "Leer el registro como texto simple",
  },
  fr: {
    title: "La page ne peut pas continuer",
    wasm: "Ce navigateur ne peut pas l’exécuter : la page a besoin de WebAssembly. Ouvrez-la dans un navigateur récent.",
    files: "Un fichier de la page n’est pas arrivé, ou pas tel qu’il a été fait. La connexion ou l’hébergeur est en cause.",
    broken: "Elle s’est arrêtée à cause d’une faute qui lui est propre. Ce que vous avez gardé sur cet appareil y est toujours.",
    again: "Charger de nouveau",
    save: "Enregistrer ce que la page garde ici",
    plain: "Lire le dossier en texte simple",
  },
};

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** All that the page keeps on this device, by key; nothing where storage is blocked or empty. */
function kept() {
  try {
    const ours = Object.entries(localStorage).filter(([key]) => key.startsWith("khipu:"));
    return ours.length > 0 ? Object.fromEntries(ours) : undefined;
  } catch {
    return undefined;
  }
}

function save() {
  const text = JSON.stringify(kept(), null, 2);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href, download: "khipu-kept.json" }).click();
}

/** How long that may take. */
const AGAIN_MS = 8_000;

/** The browser's own cache may hold a page that names files which are gone. */
async function again() {
  const signal = AbortSignal.timeout?.(AGAIN_MS);
  await fetch(location.pathname, { cache: "reload", signal }).catch(() => {});
  location.reload();
}

/** Shows it once: what comes after the first fault follows from it. */
export function show(kind, error) {
  if (document.getElementById("fatal")) return;
  const { lang } = document.documentElement;
  const isKnown = document.documentElement.dataset.ready && lang in TEXTS;
  const parts = Object.entries(TEXTS)
    .filter(([tag]) => !isKnown || tag === lang)
    .map(([tag, words], at) =>
      make(
        "section",
        { lang: tag },
        make("h2", { className: "state__title", id: at === 0 ? "fatal-title" : "" }, words.title),
        make("p", {}, words[kind]),
        make(
          "p",
          { className: "fatal__ways" },
          make("button", { className: "button", type: "button", onclick: again }, words.again),
          ...(kept() ? [make("button", { className: "button", type: "button", onclick: save }, words.save)] : []),
          make("a", { className: "button", href: `plain.${tag}.html` }, words.plain),
        ),
      ),
    );
  const why = make("p", { className: "fatal__why" }, String(error?.message ?? error ?? ""));
  const dialog = make("dialog", { id: "fatal", className: "fatal" }, ...parts, why);
  dialog.setAttribute("aria-labelledby", "fatal-title");
  document.getElementById("plain")?.remove();
  document.body.append(dialog);
  dialog.showModal();
}

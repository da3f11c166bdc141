// Starts the page's WebAssembly, or says in three languages that it cannot start.
const root = document.documentElement;
const { js, wasm } = document.querySelector("script[data-js]").dataset;

const sentences = {
  en: "The record could not start in this browser. Please reload the page, or open it in a current browser.",
  es: "El registro no pudo iniciarse en este navegador. Recargue la página o ábrala en un navegador actual.",
  fr: "Le dossier n’a pas pu démarrer dans ce navigateur. Rechargez la page ou ouvrez-la dans un navigateur récent.",
};

try {
  const { default: start } = await import(new URL(js, document.baseURI));
  await start({ module_or_path: new URL(wasm, document.baseURI) });
  root.dataset.started = "true";
} catch (error) {
  console.error(error);
  root.dataset.failed = "true";
  const notice = document.createElement("div");
  notice.setAttribute("role", "alert");
  notice.className = "boot-failure";
  for (const [lang, sentence] of Object.entries(sentences)) {
    const line = document.createElement("p");
    line.lang = lang;
    line.textContent = sentence;
    notice.append(line);
  }
  document.body.prepend(notice);
}

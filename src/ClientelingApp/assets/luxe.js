// Starts Blazor with our own way of coming back: try at once, then patiently; a server that forgot us means a fresh page.
(() => {
  const root = document.documentElement;
  const pauses = [0, 250, 500, 1000, 2000, 3000];
  const rest = ms => new Promise(done => setTimeout(done, ms));
  let away = false;

  const comeBack = async () => {
    for (let attempt = 0; away; attempt++) {
      await rest(pauses[Math.min(attempt, pauses.length - 1)]);
      try {
        if (await Blazor.reconnect()) {
          return;
        }
        location.reload(); // Reached, but the circuit is gone: the page is built anew from what is durable.
        return;
      } catch {
        // Not reached yet.
      }
    }
  };

  Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => {
          if (!away) {
            away = true;
            root.dataset.connection = "away";
            comeBack();
          }
        },
        onConnectionUp: () => {
          away = false;
          delete root.dataset.connection;
        },
      },
    },
  }).then(() => root.dataset.pages = "ready");

  // Moments are drawn in UTC and countries in English; here they are said in the page's language, moments in the time of this device.
  const localWords = () => {
    const tongue = navigator.languages.find(language => language.split("-")[0] === root.lang) ?? root.lang; // Hers, as her country writes it.
    const say = new Intl.DateTimeFormat(tongue, { dateStyle: "long", timeStyle: "short" });
    for (const moment of document.querySelectorAll("time[data-local]")) {
      moment.textContent = say.format(new Date(moment.dateTime));
    }

    const names = new Intl.DisplayNames(root.lang, { type: "region" });
    for (const list of document.querySelectorAll("select[data-regions]")) {
      const held = list.querySelector("option[selected]")?.value ?? "";
      const countries = [...list.options].filter(option => option.value);
      for (const country of countries) {
        country.textContent = names.of(country.value);
      }
      list.append(...countries.sort((a, b) => a.text.localeCompare(b.text, root.lang)));
      list.value = held;
    }
  };
  localWords();
  Blazor.addEventListener("enhancedload", localWords);

  // A tablet that was handed to a client shows her pages in every tab; the server lets no other page through, this closes those that are open.
  const handedOver = new BroadcastChannel("luxe.handed-over");
  handedOver.onmessage = () => {
    if (!location.pathname.startsWith("/me")) {
      location.replace("/me");
    }
  };
  if (document.querySelector("[data-handed-over]")) {
    handedOver.postMessage(true);
  }

  document.addEventListener("click", event => {
    if (event.target.closest("[data-theme-toggle]")) {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      document.cookie = `luxe.theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    }
  });
})();

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
  });

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

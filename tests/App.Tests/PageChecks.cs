using Microsoft.Playwright;

namespace Luxe.App.Tests;

/// <summary>What every page owes whoever reads it: it fits, its controls are named and can be hit, its words can be told from their ground.</summary>
internal static class PageChecks
{
    private const string Nameless =
        """
        [...document.querySelectorAll('button, a, input:not([type=hidden]), select')]
          .filter(e => e.offsetParent && !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.innerText.trim() || e.title || e.labels?.length))
          .map(e => e.outerHTML).join()
        """;

    private const string Small =
        """
        [...document.querySelectorAll('button, input:not([type=hidden])')]
          .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML).join()
        """;

    private const string Pointless =
        """
        [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')]
          .flatMap(e => ['aria-labelledby', 'aria-describedby'].flatMap(a => (e.getAttribute(a) ?? '').split(' ').filter(id => id && !document.getElementById(id))))
          .join()
        """;

    // WCAG 2.2, 1.4.3: 4.5 to 1, large words 3 to 1.
    private const string Faint =
        """
        (() => {
          const parse = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => {
            for (; e; e = e.parentElement) {
              const colour = parse(getComputedStyle(e).backgroundColor);
              if (colour.length === 3 || colour[3] > 0.99) return colour;
            }
            return [255, 255, 255];
          };
          const faint = [];
          for (const e of document.querySelectorAll('body *')) {
            const said = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
            if (!said || !e.offsetParent || e.closest('.sr-only, .skip, svg')) continue;
            const style = getComputedStyle(e);
            const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24;
            if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${e.className} ${e.textContent.trim().slice(0, 40)}`);
          }
          return faint.join('; ');
        })()
        """;

    public static async Task FitsAsync(IPage page, int width)
    {
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page.Url} is wider than {width}");
        Assert.Equal("", await page.EvaluateAsync<string>(Nameless));
        Assert.Equal("", await page.EvaluateAsync<string>(Small));
        Assert.Equal("", await page.EvaluateAsync<string>(Pointless));
        Assert.Equal("", await page.EvaluateAsync<string>(Faint));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }
}

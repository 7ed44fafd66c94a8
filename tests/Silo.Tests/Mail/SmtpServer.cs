using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Luxe.Silo.Tests.Mail;

/// <summary>A real SMTP server that somebody else wrote: Python's, which Debian carries. It prints what it was handed.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Program =
        """
        import warnings; warnings.simplefilter("ignore")
        import asyncore, base64, smtpd
        class Printer(smtpd.SMTPServer):
            def process_message(self, peer, sender, to, data, **rest):
                print(base64.b64encode(("\n".join(to) + "\n\n").encode() + data).decode(), flush=True)
        server = Printer(("127.0.0.1", 0), None, enable_SMTPUTF8=True)
        print(server.socket.getsockname()[1], flush=True)
        asyncore.loop()
        """;

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private SmtpServer(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>Null where there is no Python that has it.</summary>
    public static async Task<SmtpServer?> StartAsync()
    {
        ProcessStartInfo start = new("python3") { ArgumentList = { "-c", Program }, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        var server = new SmtpServer(process);
        process.OutputDataReceived += (_, line) => _ = line.Data is null ? server._lines.Writer.TryComplete() : server._lines.Writer.TryWrite(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!await server._lines.Reader.WaitToReadAsync())
        {
            await server.DisposeAsync();
            return null;
        }

        server.Port = int.Parse(await server._lines.Reader.ReadAsync(), CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>The next letter: recipients, an empty line, the message as it was sent.</summary>
    public async Task<string> NextAsync() => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(await _lines.Reader.ReadAsync()));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;

namespace Luxe.Tests;

/// <summary>Ports on this machine's own address.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int Free()
    {
        // Below the range from which the system gives ports to connections: nobody is given this one before it is listened on, or between two starts.
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}

using Luxe.Cli;

return await LuxeCommandLine.RunAsync(args);

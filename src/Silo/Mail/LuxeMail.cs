using Luxe.Silo.Hosting;

namespace Luxe.Silo.Mail;

/// <summary>Adds the house's letterbox.</summary>
internal static class LuxeMail
{
    public static IServiceCollection AddLuxeMail(this IServiceCollection services, LuxeHostOptions options)
    {
        var mail = options.Mail ?? MailOptions.Read(Environment.GetEnvironmentVariable);
        services.AddSingleton(mail);
        services.AddSingleton(LinkAddress.From(mail.PublicUrl, options.Url));
        services.AddSingleton<ILetterbox>(provider => mail.Server is null
            ? new FolderLetterbox(mail, Path.Combine(options.DataDirectory, "outbox"), provider.GetRequiredService<TimeProvider>())
            : new SmtpLetterbox(mail));
        return services.AddHostedService<LinkPostman>();
    }
}

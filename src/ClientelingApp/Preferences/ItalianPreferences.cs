using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In Italian.</summary>
internal sealed partial class ItalianPreferences : PreferenceWords
{
    public override string Tag => "it";

    public override string Name => "Italiano";

    public override string Title => "Le sue scelte";

    public override string Lead => "È lei a decidere che cosa la maison può sapere. Ogni modifica vale subito, in tutte le boutique.";

    public override string ToThePage => "Vai alla pagina";

    public override string Languages => "Lingua";

    public override string Pages => "Le sue pagine";

    public override string ChoicesPage => "Scelte";

    public override string HistoryPage => "Decisioni";

    public override string Close => "Chiudi";

    public override string TiersHeading => "Che cosa possiamo ricordare";

    public override string NothingName => "Nulla";

    public override string NothingMeans => "Si conserva soltanto questa decisione. Ciò che era ricordato prima viene cancellato.";

    public override string NothingExample => "In boutique la accogliamo come alla prima visita.";

    public override string Choose => "Scelgo questo";

    public override string Chosen => "La sua scelta";

    public override string UsesLead => "Può rifiutare ogni voce separatamente. Ciò che rifiuta viene cancellato.";

    public override string On => "Sì";

    public override string Off => "No";

    public override string PurposesHeading => "Per che cosa può servire";

    public override string PurposesLead => "Per ciascuno di questi usi la risposta è no, finché lei non dice sì.";

    public override string AloneName => "Vi prego di non disturbarmi";

    public override string AloneMeans => "Nessun messaggio, e nessuno viene avvisato quando entra. I consulenti vedono questo desiderio e nient’altro. Le altre scelte restano come sono, per quando cambierà idea.";

    public override string AloneHolds => "Ci ha chiesto di non disturbarla. Finché non cambia idea, nulla di quanto segue viene usato.";

    public override string PreviewHeading => "Che cosa vede ora la sua consulente";

    public override string PreviewLead => "Questa scheda, in inglese, e niente di più.";

    public override string PreviewNothing => "Nulla. Una consulente la accoglie come una persona che non abbiamo ancora incontrato.";

    public override string Undecided => "Non ha ancora deciso. Fino ad allora, nulla viene ricordato.";

    public override string AsksHeading => "La nostra informativa è cambiata";

    public override string AsksLead => "Ora comprenderebbe anche quanto segue. Finché non acconsente, tutto resta come l’ha lasciato.";

    public override string AsksAgree => "Acconsento";

    public override string EnterTitle => "Le sue pagine";

    public override string EnterLead => "Che cosa si può ricordare, e chi può vederlo: decide lei. Le sue pagine si aprono per mezz’ora, su questo dispositivo.";

    public override string EnterButton => "Apri le mie pagine";

    public override string EnterOver => "Questo link è già stato usato, oppure il quarto d’ora è trascorso: è così che protegge le sue pagine. Può riceverne subito un altro, o chiedere un codice alla sua consulente.";

    public override string EnterAgain => "Riceverne un altro";

    public override string AskTitle => "Le sue pagine";

    public override string AskLead => "Scriva il suo indirizzo e-mail e riceverà un link. Non servono né account né password.";

    public override string AskLabel => "Indirizzo e-mail";

    public override string AskButton => "Inviatemi un link";

    public override string AskSent => "Se conosciamo questo indirizzo, un messaggio è in arrivo. Il link si apre una sola volta, entro quindici minuti.";

    public override string BackLink => "Restituire il tablet";

    public override string BackTitle => "Grazie";

    public override string BackLead => "Le sue pagine si chiudono quando la consulente riprende il tablet.";

    public override string BackLabel => "Password della consulente";

    public override string BackButton => "Riprendi il tablet";

    public override string BackWrong => "La password non è corretta. Dopo cinque tentativi occorre attendere cinque minuti.";

    public override string BackToChoices => "Torna alle sue scelte";

    public override string HistoryTitle => "Le sue decisioni";

    public override string HistoryNone => "Nessuna decisione è registrata.";

    public override string HistoryWhole => "Ogni decisione è legata con un sigillo alla precedente. Tutte sono rimaste come furono registrate.";

    public override string HistoryConfirmed => "Confermato";

    public override string ByYou => "da lei";

    public override string ByTheHouse => "registrata dalla maison";

    public override string Away => "In questo momento la maison non risponde.";

    public override string TryAgain => "Riprova";

    public override string LetterSubject => "Le sue pagine";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("it-IT");

    protected override string MomentFormat => "d MMMM yyyy, HH:mm";

    public override string SavedAt(string when) => $"Salvato. Ultima modifica: {when}.";

    public override string HistoryBroken(long entry) => $"La decisione {entry} non è più come fu registrata. La preghiamo di avvisare il responsabile della protezione dei dati della maison.";

    public override string NoticeShown(string version) => $"informativa {version}";

    public override string NowAt(string tier) => $"Da ora: «{tier}»";

    public override string Switched(string name, bool on) => on ? $"{name}: sì" : $"{name}: no";

    public override string KeptLonger(int? days, int? formerDays) =>
        (days, formerDays) switch
        {
            ({ } now, { } former) => $"conservato per {now} giorni invece di {former}",
            (null, { } former) => $"conservato finché lei lo permette, invece di {former} giorni",
            ({ } now, null) => $"conservato per {now} giorni",
            _ => "conservato finché lei lo permette",
        };

    public override string Channel(string channel) => channel switch
    {
        "web" => "sul web",
        "app" => "nell’app",
        "store" => "in boutique",
        "phone" => "per telefono",
        "import" => "ripresa da un sistema precedente",
        _ => channel,
    };

    public override string LetterText(Uri link) =>
        $"""
        Ecco il link alle sue pagine:

        {link}

        Si apre una sola volta, entro quindici minuti. Se non l’ha chiesto lei, non occorre fare nulla.
        """;
}

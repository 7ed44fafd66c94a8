namespace Luxe.ClientelingApp.Preferences;

internal sealed partial class ItalianPreferences
{
    public override string DataPage => "Dati";

    public override string DataTitle => "I suoi dati";

    public override string RectifyHeading => "Ciò che ci ha detto";

    public override string RectifyLead => "Corregga ciò che è inesatto; cancelli ciò che dobbiamo dimenticare.";

    public override string RectifyButton => "Salva";

    public override string RectifySaved => "Salvato.";

    public override string RectifyNothing => "Al livello che ha scelto, nulla di ciò che ci dice viene conservato.";

    public override string Forget => "Dimenticare";

    public override string ExportHeading => "Portarli con sé";

    public override string ExportLead => "Tutto ciò che è conservato sul suo conto, in un solo file da leggere e da usare altrove: anche ciò che ne è stato dedotto, chi l’ha consultato e chi l’ha ricevuto.";

    public override string ExportButton => "Scarica tutto";

    public override string ProofHeading => "La prova delle sue decisioni";

    public override string ProofLead => "Ogni decisione con le parole che le sono state mostrate, e il modo in cui chiunque può verificare che nessuna sia stata modificata.";

    public override string ProofAsPage => "Da stampare";

    public override string ProofAsData => "Come dati";

    public override string EraseHeading => "Cancellarli";

    public override string EraseLead => "Tutto ciò che è conservato sul suo conto viene cancellato in ogni sistema, e la sua chiave distrutta. Resta soltanto la traccia delle decisioni, senza di lei.";

    public override string EraseButton => "Cancella tutto";

    public override string EraseSure => "Questa scelta è definitiva. È l’unica, qui, che chiediamo due volte.";

    public override string EraseNow => "Sì, cancella tutto";

    public override string EraseKeep => "No, conserva tutto";

    public override string PhoneTitle => "Sul suo telefono";

    public override string OnYourPhone => "Per portare con sé i suoi dati, avere la prova delle sue decisioni o cancellare tutto, prosegua sul suo telefono: su questo tablet non deve restarne nulla.";

    public override string PhoneButton => "Mostra il codice";

    public override string PhoneLead => "Il codice apre queste pagine sul suo telefono: niente da digitare, nessun account.";

    public override string PhoneShow => "Mostra il codice";

    public override string PhoneScan => "Inquadri questo codice con il suo telefono. Funziona una sola volta, entro quindici minuti.";

    public override string PhoneCode => "Un codice che apre le sue pagine";

    public override string PhoneAnother => "Creane un altro";

    public override string PhoneNotNeeded => "È già su un suo dispositivo.";

    public override string BackToData => "Torna ai suoi dati";

    public override string GoneTitle => "Abbiamo dimenticato tutto";

    public override string GoneLead => "Da questo momento nulla sul suo conto può essere letto o scritto. Questa è la sua ricevuta.";

    public override string GoneRunning => "Si stanno svuotando gli ultimi sistemi.";

    public override string GoneDone => "La cancellazione è completa in tutti i sistemi.";

    public override string GoneLook => "Aggiorna";

    public override string GoneKeep => "Conservi o stampi questa pagina: è l’ultima che conduce a lei.";

    public override string GoneNumber => "Numero";

    public override string GoneNotReached => "Che cosa una cancellazione non raggiunge";

    public override string GoneNone => "Non esiste alcuna ricevuta con questo numero.";

    public override string Pending => "in corso";

    public override string LooksPage => "Consultazioni";

    public override string LooksTitle => "Chi ha consultato, e perché";

    public override string LooksLead => "Ogni consultazione di ciò che ricordiamo di lei viene annotata. Le sue visite non compaiono qui.";

    public override string LooksNone => "Nessuno ha consultato nulla.";

    public override string LooksEarlier => "Precedenti";

    public override string AskEnded => "La sua mezz’ora è trascorsa e le sue pagine sono chiuse.";

    public override string Field(string name) => name switch
    {
        "title" => "Titolo",
        "givenName" => "Nome",
        "familyName" => "Cognome",
        "language" => "Lingua",
        "birthday" => "Data di nascita",
        "city" => "Città",
        "country" => "Paese",
        "categories" => "Interessi",
        "sizes" => "Taglie",
        "dates" => "Date",
        _ => name,
    };

    public override string ErasedSystem(string name) => name switch
    {
        "client" => "La sua scheda e la relativa chiave",
        "erasure list" => "L’elenco che impedisce ai backup di riportarla",
        "snapshot" => "Stati salvati",
        "key cache" => "Chiavi in memoria",
        "stores" => "Le sale delle nostre boutique",
        "inboxes" => "Messaggi ai consulenti",
        "books and watch lists" => "Agende e liste d’attesa",
        "lists" => "Altri elenchi",
        "dead letters" => "Eventi che non si sono potuti accogliere",
        "identities" => "Indirizzi, carte e numeri",
        "access log" => "Il registro delle consultazioni, ora senza di lei",
        "preference links" => "Link a queste pagine",
        "requests" => "Le sue richieste, ora senza di lei",
        "derived" => "Ciò che ne è stato dedotto",
        "late rows" => "Un’ultima verifica degli arrivi tardivi",
        _ => name,
    };

    public override string NotReached(string name) => name switch
    {
        "logs" => "I registri tecnici, che non portano nomi e col tempo vengono sovrascritti.",
        "backups" => "I backup precedenti: ciò che contengono su di lei è sigillato, e la chiave non c’è più. Se ripristinati, viene cancellato di nuovo.",
        "unread-letters" => "Eventi del tutto illeggibili; vengono eliminati alla scadenza del loro termine.",
        "freed-space" => "Lo spazio liberato nel database, finché non viene riutilizzato.",
        "undone-merges" => "Una menzione, senza contenuto, nella scheda di una persona con la quale fu un giorno confusa la sua.",
        _ => name,
    };

    public override string Viewer(string role) => role switch
    {
        "Associate" => "Un consulente",
        "Manager" => "La direzione della boutique",
        "HeadOffice" => "La sede centrale",
        "PrivacyOfficer" => "Il responsabile della protezione dei dati",
        "Integration" => "Un sistema della maison",
        _ => role,
    };

    public override string? LookedFor(string purpose) => purpose switch
    {
        "arrival" => "in occasione della sua visita in boutique",
        "client page" => "per prepararsi ad accoglierla",
        "profile" or "brief" => "per leggere ciò che è ricordato di lei",
        "journey" => "per ripercorrere la sua storia con noi",
        "preferences" => "per aprirle queste pagine",
        "duplicates" or "merge" or "merges" => "per capire se due schede sono una sola persona",
        "ledger" => "per verificare le sue decisioni",
        "proof" => "per provare le sue decisioni",
        "export" => "per raccogliere i suoi dati per lei",
        "looks" => "per dire chi ha consultato",
        "inbox" => "per consegnare un messaggio che la riguarda",
        "office" => "per vigilare sul rispetto delle regole",
        _ => null,
    };

    public override string Kept(string category) => category switch
    {
        "visits" => "Le sue visite",
        "prompts" => "I suggerimenti dati alla sua consulente",
        "access-log" => "Il registro delle consultazioni",
        "inbox" => "I messaggi ai consulenti che la riguardano",
        _ => category,
    };
}

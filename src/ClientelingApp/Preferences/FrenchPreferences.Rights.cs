namespace Luxe.ClientelingApp.Preferences;

internal sealed partial class FrenchPreferences
{
    public override string DataPage => "Données";

    public override string DataTitle => "Vos données";

    public override string RectifyHeading => "Ce que vous nous avez dit";

    public override string RectifyLead => "Corrigez ce qui est inexact ; effacez ce que nous devons oublier.";

    public override string RectifyButton => "Enregistrer";

    public override string RectifySaved => "Enregistré.";

    public override string RectifyNothing => "Au niveau que vous avez choisi, rien de ce que vous nous dites n’est conservé.";

    public override string Forget => "Oublier";

    public override string ExportHeading => "Les emporter";

    public override string ExportLead => "Tout ce qui est conservé à votre sujet, en un seul fichier, à lire et à utiliser ailleurs : y compris ce qui en a été déduit, qui l’a consulté et qui l’a reçu.";

    public override string ExportButton => "Tout télécharger";

    public override string ProofHeading => "La preuve de vos décisions";

    public override string ProofLead => "Chaque décision avec les mots qui vous ont été présentés, et la façon dont chacun peut vérifier qu’aucune n’a été modifiée.";

    public override string ProofAsPage => "À imprimer";

    public override string ProofAsData => "En données";

    public override string EraseHeading => "Les effacer";

    public override string EraseLead => "Tout ce qui est conservé à votre sujet est effacé de chaque système, et sa clé détruite. Seule demeure la trace de vos décisions, sans vous.";

    public override string EraseButton => "Tout effacer";

    public override string EraseSure => "Ce choix est définitif. C’est le seul, ici, que nous demandons deux fois.";

    public override string EraseNow => "Oui, tout effacer";

    public override string EraseKeep => "Non, les garder";

    public override string PhoneTitle => "Sur votre téléphone";

    public override string OnYourPhone => "Pour emporter vos données, obtenir la preuve de vos décisions ou tout effacer, poursuivez sur votre propre téléphone : rien ne doit en rester sur cette tablette.";

    public override string PhoneButton => "Afficher le code";

    public override string PhoneLead => "Le code ouvre votre espace sur votre propre téléphone : rien à saisir, aucun compte.";

    public override string PhoneShow => "Afficher le code";

    public override string PhoneScan => "Scannez ce code avec votre téléphone. Il sert une seule fois, dans les quinze minutes.";

    public override string PhoneCode => "Un code qui ouvre votre espace";

    public override string PhoneAnother => "En créer un autre";

    public override string PhoneNotNeeded => "Vous êtes déjà sur votre propre appareil.";

    public override string BackToData => "Revenir à vos données";

    public override string GoneTitle => "Tout est oublié";

    public override string GoneLead => "Dès cet instant, rien à votre sujet ne peut être lu ni écrit. Voici votre reçu.";

    public override string GoneRunning => "Les derniers systèmes sont en cours d’effacement.";

    public override string GoneDone => "L’effacement est achevé dans tous les systèmes.";

    public override string GoneLook => "Actualiser";

    public override string GoneKeep => "Conservez ou imprimez cette page : c’est la dernière qui mène à vous.";

    public override string GoneNumber => "Numéro";

    public override string GoneNotReached => "Ce qu’un effacement n’atteint pas";

    public override string GoneNone => "Il n’existe aucun reçu sous ce numéro.";

    public override string Pending => "en cours";

    public override string LooksPage => "Consultations";

    public override string LooksTitle => "Qui a consulté, et pourquoi";

    public override string LooksLead => "Chaque consultation de ce que nous gardons de vous est consignée. Vos propres visites ne figurent pas ici.";

    public override string LooksNone => "Personne n’a rien consulté.";

    public override string LooksEarlier => "Plus anciennes";

    public override string AskEnded => "La demi-heure est écoulée : votre espace s’est refermé.";

    public override string Field(string name) => name switch
    {
        "title" => "Civilité",
        "givenName" => "Prénom",
        "familyName" => "Nom",
        "language" => "Langue",
        "birthday" => "Date de naissance",
        "city" => "Ville",
        "country" => "Pays",
        "categories" => "Centres d’intérêt",
        "sizes" => "Tailles",
        "dates" => "Dates",
        _ => name,
    };

    public override string ErasedSystem(string name) => name switch
    {
        "client" => "Votre dossier et sa clé",
        "erasure list" => "La liste qui empêche les sauvegardes de vous ramener",
        "snapshot" => "États enregistrés",
        "key cache" => "Clés en mémoire",
        "stores" => "Les salons de nos boutiques",
        "inboxes" => "Messages aux conseillères",
        "books and watch lists" => "Carnets de clients et listes d’attente",
        "lists" => "Autres listes",
        "dead letters" => "Événements qui n’ont pu être pris",
        "identities" => "Adresses, cartes et numéros",
        "access log" => "Le registre des consultations, désormais sans vous",
        "preference links" => "Liens vers votre espace",
        "requests" => "Vos demandes, désormais sans vous",
        "derived" => "Ce qui en a été déduit",
        "late rows" => "Une dernière vérification des arrivées tardives",
        _ => name,
    };

    public override string NotReached(string name) => name switch
    {
        "logs" => "Les journaux techniques, qui ne portent aucun nom et s’effacent avec le temps.",
        "backups" => "Les sauvegardes antérieures : ce qu’elles gardent de vous est scellé, et la clé n’existe plus. Restaurées, elles sont de nouveau effacées.",
        "unread-letters" => "Des événements entièrement illisibles ; ils sont supprimés au terme de leur délai.",
        "freed-space" => "L’espace libéré dans la base de données, jusqu’à ce qu’il serve à nouveau.",
        "undone-merges" => "Une mention, sans contenu, dans le dossier d’une personne avec qui l’on vous a un jour confondu.",
        _ => name,
    };

    public override string Viewer(string role) => role switch
    {
        "Associate" => "Une conseillère",
        "Manager" => "La direction de la boutique",
        "HeadOffice" => "Le siège",
        "PrivacyOfficer" => "Le délégué à la protection des données",
        "Integration" => "Un système de la maison",
        _ => role,
    };

    public override string? LookedFor(string purpose) => purpose switch
    {
        "arrival" => "à l’occasion de votre visite en boutique",
        "client page" => "pour se préparer à vous recevoir",
        "profile" or "brief" => "pour lire ce qui est gardé de vous",
        "journey" => "pour retracer votre parcours chez nous",
        "preferences" => "pour vous ouvrir cet espace",
        "duplicates" or "merge" or "merges" => "pour savoir si deux fiches désignent une seule personne",
        "ledger" => "pour vérifier vos décisions",
        "proof" => "pour prouver vos décisions",
        "export" => "pour réunir vos données à votre intention",
        "looks" => "pour dire qui a consulté",
        "inbox" => "pour transmettre un message à votre sujet",
        "office" => "pour veiller au respect des règles",
        _ => null,
    };

    public override string Kept(string category) => category switch
    {
        "visits" => "Vos visites",
        "prompts" => "Les suggestions faites à votre conseillère",
        "access-log" => "Le registre des consultations",
        "inbox" => "Les messages aux conseillères à votre sujet",
        _ => category,
    };
}

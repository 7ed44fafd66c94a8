using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In French.</summary>
internal sealed partial class FrenchPreferences : PreferenceWords
{
    public override string Tag => "fr";

    public override string Name => "Français";

    public override string Title => "Vos choix";

    public override string Lead => "C’est vous qui décidez de ce que la maison peut savoir. Chaque changement vaut aussitôt, dans toutes les boutiques.";

    public override string ToThePage => "Aller à la page";

    public override string Languages => "Langue";

    public override string Pages => "Votre espace";

    public override string ChoicesPage => "Choix";

    public override string HistoryPage => "Décisions";

    public override string Close => "Fermer";

    public override string TiersHeading => "Ce dont nous pouvons nous souvenir";

    public override string NothingName => "Rien";

    public override string NothingMeans => "Seule cette décision est conservée. Ce qui était gardé auparavant est effacé.";

    public override string NothingExample => "En boutique, nous vous accueillons comme lors d’une première visite.";

    public override string Choose => "Choisir";

    public override string Chosen => "Votre choix";

    public override string UsesLead => "Vous pouvez refuser chaque élément séparément. Ce que vous refusez est effacé.";

    public override string On => "Oui";

    public override string Off => "Non";

    public override string PurposesHeading => "À quoi cela peut servir";

    public override string PurposesLead => "Pour chacun de ces usages, la réponse est non, tant que vous ne dites pas oui.";

    public override string AloneName => "Ne pas me solliciter";

    public override string AloneMeans => "Aucun message, et personne n’est prévenu de votre venue. Les conseillères voient ce souhait et rien d’autre. Vos autres choix restent tels quels, pour le jour où vous changerez d’avis.";

    public override string AloneHolds => "Vous nous avez demandé de ne pas vous solliciter. Tant que vous ne revenez pas sur ce souhait, rien de ceci n’est utilisé.";

    public override string PreviewHeading => "Ce que votre conseillère voit en ce moment";

    public override string PreviewLead => "Cette fiche, en anglais, et rien de plus.";

    public override string PreviewNothing => "Rien. Une conseillère vous accueille comme une personne que nous n’avons encore jamais rencontrée.";

    public override string Undecided => "Vous n’avez encore rien décidé. Dans l’attente, rien n’est gardé en mémoire.";

    public override string AsksHeading => "Notre notice a changé";

    public override string AsksLead => "Elle couvrirait désormais aussi ce qui suit. Tant que vous n’avez pas accepté, tout reste tel que vous l’avez laissé.";

    public override string AsksAgree => "J’accepte";

    public override string EnterTitle => "Votre espace";

    public override string EnterLead => "Ce dont nous pouvons nous souvenir, et qui peut le voir : c’est vous qui décidez. Votre espace s’ouvre pour une demi-heure, sur cet appareil.";

    public override string EnterButton => "Ouvrir mon espace";

    public override string EnterOver => "Ce lien a déjà servi, ou son quart d’heure est écoulé : c’est ainsi qu’il protège votre espace. Un nouveau lien vous parvient en un instant, ou votre conseillère vous présente un code.";

    public override string EnterAgain => "En recevoir un autre";

    public override string AskTitle => "Votre espace";

    public override string AskLead => "Indiquez votre adresse e-mail : un lien vous parviendra. Ni compte, ni mot de passe.";

    public override string AskLabel => "Adresse e-mail";

    public override string AskButton => "Envoyez-moi un lien";

    public override string AskSent => "Si cette adresse nous est connue, un message est en route. Le lien s’ouvre une seule fois, dans les quinze minutes.";

    public override string BackLink => "Rendre la tablette";

    public override string BackTitle => "Merci";

    public override string BackLead => "Votre espace se ferme dès que votre conseillère reprend la tablette.";

    public override string BackLabel => "Mot de passe de la conseillère";

    public override string BackButton => "La reprendre";

    public override string BackWrong => "Ce mot de passe n’est pas le bon. Après cinq essais, il faut patienter cinq minutes.";

    public override string BackToChoices => "Revenir à vos choix";

    public override string HistoryTitle => "Vos décisions";

    public override string HistoryNone => "Aucune décision n’est enregistrée.";

    public override string HistoryWhole => "Chaque décision est scellée à la précédente. Toutes sont restées telles qu’elles ont été consignées.";

    public override string HistoryConfirmed => "Confirmé";

    public override string ByYou => "par vous";

    public override string ByTheHouse => "consignée par la maison";

    public override string Away => "La maison ne répond pas pour l’instant.";

    public override string TryAgain => "Réessayer";

    public override string LetterSubject => "Votre espace";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    protected override string MomentFormat => "d MMMM yyyy 'à' HH:mm";

    public override string SavedAt(string when) => $"Enregistré. En vigueur depuis le {when}.";

    public override string HistoryBroken(long entry) => $"La décision {entry} n’est plus telle qu’elle a été consignée. Veuillez en informer le délégué à la protection des données de la maison.";

    public override string NoticeShown(string version) => $"version {version} de la notice";

    public override string NowAt(string tier) => $"Désormais : « {tier} »";

    public override string Switched(string name, bool on) => on ? $"{name} : oui" : $"{name} : non";

    public override string KeptLonger(int? days, int? formerDays) =>
        (days, formerDays) switch
        {
            ({ } now, { } former) => $"conservé {now} jours au lieu de {former}",
            (null, { } former) => $"conservé tant que vous le permettez, au lieu de {former} jours",
            ({ } now, null) => $"conservé {now} jours",
            _ => "conservé tant que vous le permettez",
        };

    public override string Channel(string channel) => channel switch
    {
        "web" => "sur le web",
        "app" => "dans l’application",
        "store" => "en boutique",
        "phone" => "par téléphone",
        "import" => "reprise d’un système antérieur",
        _ => channel,
    };

    public override string LetterText(Uri link) =>
        $"""
        Voici le lien vers votre espace :

        {link}

        Il s’ouvre une seule fois, dans les quinze minutes. Si vous n’avez rien demandé, il n’y a rien à faire.
        """;
}

using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In Japanese.</summary>
internal sealed partial class JapanesePreferences : PreferenceWords
{
    public override string Tag => "ja";

    public override string Name => "日本語";

    public override string Title => "お客様の選択";

    public override string Lead => "何をメゾンにお預けになるかは、お客様がお決めになれます。変更はすぐに、すべての店舗に反映されます。";

    public override string ToThePage => "本文へ";

    public override string Languages => "言語";

    public override string Pages => "お客様のページ";

    public override string ChoicesPage => "選択";

    public override string HistoryPage => "ご決定";

    public override string Close => "閉じる";

    public override string TiersHeading => "お預けいただく内容";

    public override string NothingName => "何も預けない";

    public override string NothingMeans => "このご決定だけを保管します。これまでお預かりしていた内容は削除されます。";

    public override string NothingExample => "店舗では、初めてのお客様としてお迎えします。";

    public override string Choose => "これを選ぶ";

    public override string Chosen => "現在の選択";

    public override string UsesLead => "項目ごとにオフにできます。オフにした内容は削除されます。";

    public override string On => "オン";

    public override string Off => "オフ";

    public override string PurposesHeading => "お使いしてよい目的";

    public override string PurposesLead => "お客様がオンになさるまで、いずれもオフです。";

    public override string AloneName => "そっとしておいてほしい";

    public override string AloneMeans => "こちらからのご連絡はいっさいいたしません。ご来店も誰にもお知らせしません。担当者に見えるのは、このご希望だけです。ほかの選択はそのまま残りますので、いつでも元に戻せます。";

    public override string AloneHolds => "「そっとしておいてほしい」とのご希望を承っています。取り消されるまで、以下はいずれも使われません。";

    public override string PreviewHeading => "いま担当者に見えている内容";

    public override string PreviewLead => "担当者に見えるのは、この英語の画面だけです。";

    public override string PreviewNothing => "何も見えません。担当者は、初めてのお客様としてお迎えします。";

    public override string Undecided => "まだ何もお決めになっていません。お決めになるまで、何もお預かりしません。";

    public override string AsksHeading => "ご案内が新しくなりました";

    public override string AsksLead => "今後は次のことも含まれます。同意されるまで、すべて今のままです。";

    public override string AsksAgree => "同意する";

    public override string EnterTitle => "お客様専用のページ";

    public override string EnterLead => "何をお預けになるか、誰がそれを見るかは、お客様がお決めになれます。この端末で三十分間、ページが開きます。";

    public override string EnterButton => "ページを開く";

    public override string EnterOver => "このリンクはすでに使われたか、十五分の有効期限が過ぎています。お客様のページをお守りするためです。新しいリンクはすぐにお送りできます。担当者がコードをお見せすることもできます。";

    public override string EnterAgain => "新しいリンクを受け取る";

    public override string AskTitle => "お客様専用のページ";

    public override string AskLead => "メールアドレスをご入力いただくと、リンクをお送りします。アカウントもパスワードも必要ありません。";

    public override string AskLabel => "メールアドレス";

    public override string AskButton => "リンクを送る";

    public override string AskSent => "ご登録のあるアドレスでしたら、まもなくメールが届きます。リンクは十五分以内に一度だけ開けます。";

    public override string BackLink => "タブレットを返す";

    public override string BackTitle => "ありがとうございました";

    public override string BackLead => "担当者がタブレットを受け取ると、お客様のページは閉じます。";

    public override string BackLabel => "担当者のパスワード";

    public override string BackButton => "受け取る";

    public override string BackWrong => "パスワードが違います。五回続けて違うと、五分間お待ちいただきます。";

    public override string BackToChoices => "選択に戻る";

    public override string HistoryTitle => "これまでのご決定";

    public override string HistoryNone => "ご決定の記録はありません。";

    public override string HistoryWhole => "それぞれのご決定は、一つ前のご決定と封印で結ばれています。すべて記録されたときのままです。";

    public override string HistoryConfirmed => "確認";

    public override string ByYou => "お客様ご自身";

    public override string ByTheHouse => "メゾンによる記録";

    public override string Away => "ただいまつながりません。";

    public override string TryAgain => "もう一度試す";

    public override string LetterSubject => "お客様専用のページ";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("ja-JP");

    protected override string MomentFormat => "yyyy年M月d日 H:mm";

    public override string SavedAt(string when) => $"保存しました。{when}から有効です。";

    public override string HistoryBroken(long entry) => $"{entry}番目のご決定が、記録されたときの内容と異なります。メゾンのプライバシー責任者にお知らせください。";

    public override string NoticeShown(string version) => $"ご案内 {version}";

    public override string NowAt(string tier) => $"以後：「{tier}」";

    public override string Switched(string name, bool on) => on ? $"{name}：オンにしました" : $"{name}：オフにしました";

    public override string KeptLonger(int? days, int? formerDays) =>
        (days, formerDays) switch
        {
            ({ } now, { } former) => $"保管期間が{former}日から{now}日になります",
            (null, { } former) => $"保管期間が{former}日から、お許しいただいている間になります",
            ({ } now, null) => $"{now}日間保管します",
            _ => "お許しいただいている間、保管します",
        };

    public override string Channel(string channel) => channel switch
    {
        "web" => "ウェブで",
        "app" => "アプリで",
        "store" => "店舗で",
        "phone" => "電話で",
        "import" => "以前のシステムから引き継ぎ",
        _ => channel,
    };

    public override string LetterText(Uri link) =>
        $"""
        お客様専用のページへのリンクです。

        {link}

        十五分以内に一度だけ開けます。お心当たりのない場合は、そのままで問題ありません。
        """;
}

using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In Japanese.</summary>
internal sealed partial class JapanesePreferences : PreferenceWords
{
    public override string Tag => "ja";

    public override string Name => "日本語";

    public override string Title => "お客様の選択";

    public override string Lead => "メゾンが何を知ってよいかは、お客様がお決めになります。変更はすぐに、すべての店舗で有効になります。";

    public override string ToThePage => "本文へ";

    public override string Languages => "言語";

    public override string Pages => "お客様のページ";

    public override string ChoicesPage => "選択";

    public override string HistoryPage => "これまでの決定";

    public override string Close => "閉じる";

    public override string TiersHeading => "記憶してよいこと";

    public override string NothingName => "何も記憶しない";

    public override string NothingMeans => "この決定だけを保管します。これまで記憶していたことは削除されます。";

    public override string NothingExample => "店舗では、ほかのお客様と同じようにお迎えします。";

    public override string Choose => "これを選ぶ";

    public override string Chosen => "現在の選択";

    public override string UsesLead => "項目ごとにオフにできます。オフにした内容は削除されます。";

    public override string On => "オン";

    public override string Off => "オフ";

    public override string PurposesHeading => "使ってよい目的";

    public override string PurposesLead => "お客様がオンになさるまで、いずれもオフです。";

    public override string AloneName => "そっとしておいてほしい";

    public override string AloneMeans => "ご連絡は一切せず、ご来店を誰にも知らせません。スタッフに見えるのは、このご希望だけです。ほかの選択はそのまま残りますので、いつでも元に戻せます。";

    public override string AloneHolds => "「そっとしておいてほしい」とのご希望を承っています。取り消されるまで、以下はいずれも使われません。";

    public override string PreviewHeading => "いま担当スタッフに見えているもの";

    public override string PreviewLead => "スタッフは英語でこの画面を見ています。これ以上のものは見えません。";

    public override string PreviewNothing => "何も見えません。スタッフにとって、お客様は初めてお会いする方です。";

    public override string Undecided => "まだ何もお決めになっていません。それまでは、何も記憶しません。";

    public override string AsksHeading => "ご案内が新しくなりました";

    public override string AsksLead => "今後は次のことも含まれます。同意されるまで、すべて今のままです。";

    public override string AsksAgree => "同意する";

    public override string EnterTitle => "お客様専用のページ";

    public override string EnterLead => "何を記憶してよいか、誰が見てよいかは、お客様がお決めになります。この端末で三十分間、ページが開きます。";

    public override string EnterButton => "ページを開く";

    public override string EnterOver => "このリンクはすでに使われたか、十五分の有効期限が過ぎています。";

    public override string EnterAgain => "新しいリンクを受け取る";

    public override string AskTitle => "お客様専用のページ";

    public override string AskLead => "メールアドレスをご入力いただくと、リンクをお送りします。アカウントもパスワードも必要ありません。";

    public override string AskLabel => "メールアドレス";

    public override string AskButton => "リンクを送る";

    public override string AskSent => "ご登録のあるアドレスでしたら、まもなくメールが届きます。リンクは十五分以内に一度だけ開けます。";

    public override string BackLink => "タブレットを返す";

    public override string BackTitle => "ありがとうございました";

    public override string BackLead => "スタッフがタブレットを受け取ると、お客様のページは閉じます。";

    public override string BackLabel => "スタッフのパスワード";

    public override string BackButton => "受け取る";

    public override string BackWrong => "開けませんでした。五回失敗すると、五分間お待ちいただきます。";

    public override string BackToChoices => "選択に戻る";

    public override string HistoryTitle => "これまでの決定";

    public override string HistoryNone => "決定の記録はありません。";

    public override string HistoryWhole => "それぞれの決定は一つ前の決定と結び付けられています。すべて書かれたままの状態です。";

    public override string HistoryConfirmed => "確認";

    public override string ByYou => "お客様ご自身";

    public override string ByTheHouse => "メゾンによる記録";

    public override string Away => "ただいま応答がありません。";

    public override string TryAgain => "もう一度試す";

    public override string LetterSubject => "お客様専用のページ";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("ja-JP");

    public override string SavedAt(string when) => $"保存しました。{when}から有効です。";

    public override string HistoryBroken(long entry) => $"{entry}番目の決定が、書かれたときの内容と異なります。メゾンのプライバシー責任者にお知らせください。";

    public override string NoticeShown(string version) => $"ご案内 {version}";

    public override string NowAt(string tier) => $"以後：{tier}";

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

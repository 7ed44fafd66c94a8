namespace Luxe.ClientelingApp.Preferences;

internal sealed partial class JapanesePreferences
{
    public override string DataPage => "データ";

    public override string DataTitle => "お客様のデータ";

    public override string RectifyHeading => "お聞かせいただいたこと";

    public override string RectifyLead => "誤りがあればお直しください。残しておきたくないものは空欄になさってください。";

    public override string RectifyButton => "保存する";

    public override string RectifySaved => "保存しました。";

    public override string RectifyNothing => "お選びの段階では、お聞かせいただいたことは何も保管しません。";

    public override string Forget => "削除する";

    public override string ExportHeading => "データを受け取る";

    public override string ExportLead => "お客様について保管しているすべてを、一つのファイルにまとめます。お読みいただくことも、ほかでお使いいただくこともできます。そこから推測したこと、閲覧した者、受け取った者も含まれます。";

    public override string ExportButton => "すべてダウンロード";

    public override string ProofHeading => "ご決定の証明";

    public override string ProofLead => "それぞれのご決定と、その際にお示しした文面、そして変更されていないことをどなたでも確かめられる方法です。";

    public override string ProofAsPage => "印刷用";

    public override string ProofAsData => "データとして";

    public override string EraseHeading => "すべて削除する";

    public override string EraseLead => "お客様について保管しているすべてを、あらゆるシステムから削除し、その鍵も破棄します。残るのは、どなたのものか分からないご決定の記録だけです。";

    public override string EraseButton => "すべて削除する";

    public override string EraseSure => "取り消すことはできません。二度お尋ねするのは、この選択だけです。";

    public override string EraseNow => "はい、すべて削除します";

    public override string EraseKeep => "いいえ、残します";

    public override string PhoneTitle => "お客様ご自身の電話で";

    public override string OnYourPhone => "データの受け取り、ご決定の証明、すべての削除は、お客様ご自身の電話でお進みください。このタブレットには何も残さないためです。";

    public override string PhoneButton => "コードを表示する";

    public override string PhoneLead => "コードを読み取ると、このページがお客様の電話で開きます。ご入力もアカウントも必要ありません。";

    public override string PhoneShow => "コードを表示する";

    public override string PhoneScan => "お客様の電話で読み取ってください。十五分以内に一度だけ開けます。";

    public override string PhoneCode => "お客様専用のページを開くコード";

    public override string PhoneAnother => "新しいコードを作る";

    public override string PhoneNotNeeded => "すでにお客様ご自身の端末でご覧になっています。";

    public override string BackToData => "お客様のデータに戻る";

    public override string GoneTitle => "すべて削除しました";

    public override string GoneLead => "この時点から、お客様についての記録を読むことも書くこともできません。こちらが控えです。";

    public override string GoneRunning => "残りのシステムを処理しています。";

    public override string GoneDone => "すべてのシステムで完了しました。";

    public override string GoneLook => "もう一度確認する";

    public override string GoneKeep => "このページを保存または印刷してください。お客様につながる最後のページです。";

    public override string GoneNumber => "番号";

    public override string GoneNotReached => "削除が及ばないもの";

    public override string GoneNone => "この番号の控えはありません。";

    public override string Pending => "処理中";

    public override string LooksPage => "閲覧の記録";

    public override string LooksTitle => "誰が、何のために見たか";

    public override string LooksLead => "お客様についての記録を誰かが見るたびに、書き留められます。お客様ご自身の閲覧は含みません。";

    public override string LooksNone => "閲覧の記録はありません。";

    public override string LooksEarlier => "さらに前";

    public override string AskEnded => "三十分が過ぎましたので、ページを閉じました。";

    public override string Field(string name) => name switch
    {
        "title" => "敬称",
        "givenName" => "名",
        "familyName" => "姓",
        "language" => "言語",
        "birthday" => "誕生日",
        "city" => "市区町村",
        "country" => "国",
        "categories" => "ご関心",
        "sizes" => "サイズ",
        "dates" => "大切な日",
        _ => name,
    };

    public override string ErasedSystem(string name) => name switch
    {
        "client" => "お客様の記録とその鍵",
        "erasure list" => "バックアップからの復活を防ぐ一覧",
        "snapshot" => "保存された状態",
        "key cache" => "メモリー上の鍵",
        "stores" => "店舗のフロア",
        "inboxes" => "担当者への知らせ",
        "books and watch lists" => "顧客帳と入荷待ちの一覧",
        "lists" => "そのほかの一覧",
        "dead letters" => "受け取れなかった出来事",
        "identities" => "アドレス、カード、番号",
        "access log" => "閲覧の記録（お客様のお名前は残りません）",
        "preference links" => "このページへのリンク",
        "requests" => "お客様のご依頼（お客様のお名前は残りません）",
        "derived" => "推測された内容",
        "late rows" => "遅れて届いたものの最終確認",
        _ => name,
    };

    public override string NotReached(string name) => name switch
    {
        "logs" => "技術的なログ。お名前を含まず、時とともに上書きされます。",
        "backups" => "以前のバックアップ。お客様についての内容は封じられ、鍵はもうありません。復元された場合も、あらためて削除されます。",
        "unread-letters" => "まったく読み取れなかった出来事。期限が過ぎると削除されます。",
        "freed-space" => "データベース内の空き領域。再び使われるまで残ります。",
        "undone-merges" => "かつてお客様と取り違えられた方の記録に残る、内容のない言及。",
        _ => name,
    };

    public override string Viewer(string role) => role switch
    {
        "Associate" => "担当者",
        "Manager" => "店舗責任者",
        "HeadOffice" => "本社",
        "PrivacyOfficer" => "プライバシー責任者",
        "Integration" => "メゾンのシステム",
        _ => role,
    };

    public override string? LookedFor(string purpose) => purpose switch
    {
        "arrival" => "ご来店のため",
        "client page" => "お迎えの準備のため",
        "profile" or "brief" => "お預かりしている内容を読むため",
        "journey" => "これまでのご縁をたどるため",
        "preferences" => "このページをお開きするため",
        "duplicates" or "merge" or "merges" => "二つの記録が同じ方かを確かめるため",
        "ledger" => "ご決定を確認するため",
        "proof" => "ご決定を証明するため",
        "export" => "お客様のデータをまとめるため",
        "looks" => "閲覧した者をお知らせするため",
        "inbox" => "お客様についての知らせを届けるため",
        "office" => "決まりが守られているかを確かめるため",
        _ => null,
    };

    public override string Kept(string category) => category switch
    {
        "visits" => "ご来店の記録",
        "prompts" => "担当者へのご提案",
        "access-log" => "閲覧の記録",
        "inbox" => "お客様についての担当者への知らせ",
        _ => category,
    };
}

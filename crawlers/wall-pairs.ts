/**
 * Walls by what they speak of and what they say of it, for no table holds every wording: a line that names the page and
 * says that it does not exist is one of a page not found, in whatever order and with whatever between them. Tables
 * only, en de fr es it nl pt pl sv da no cs ru tr ja zh ko; all patterns are for lower-case text.
 */

/** All of them are said in one line, or, where a wall explains itself, in its neighbours. */
export type SaidTogether = readonly RegExp[]

export const LOST_PAGE: SaidTogether = [
  /\b(?:page|url|link|topic|thread|site you|requested|that you(?:'re| are) looking for|(?:we )?could(?:n't| not) find th(?:at|is|e page))\b|seite\b|(?:gesuchte|angeforderte|gewünschte)[nrs]?\b|thema\b|beitrag\b|(?:la|cette|votre) page|(?:demandé|recherché)|solicitad[oa]|richiest[oa]|gevraagde|página|pagina|tema\b|discusión|discussione|onderwerp|tópico|stron[aęy]\b|wątk|sidan?\b|\bsiden?\b|tråden|stránk|vlákno|страниц|тем[аыу]\b|sayfa|konu\b|ページ|スレッド|页面|頁面|网页|網頁|帖子|主题|페이지|게시(?:글|물)/u,
  /not (?:be )?found|(?:can't|cannot|can not|couldn't|could not|unable to) (?:\S{1,12} ){0,2}find|(?:does(?:n't| not)|no longer) exists?|(?:isn't|is not|not|no longer) (?:here|there|available)|has (?:gone|vanished|moved|been (?:re)?moved)|nicht (?:mehr )?(?:\S{1,15} )?(?:gefunden|existier|vorhanden|finden|auffindbar)|existiert (?:leider )?nicht|introuvable|n'existe (?:pas|plus)|(?:pas|n'a pas été) (?:pu )?(?:trouv|être trouv)|no (?:existe|(?:se )?(?:ha |pudo |encuentra|encontr))|non (?:esiste|(?:è )?(?:stata )?trovat|è stato possibile trovare|riusciamo a trovare)|(?:bestaat|niet) (?:helaas )?(?:niet|meer|gevonden)|kunnen .{0,30}niet vinden|não (?:existe|foi encontrad|encontr|está disponível)|nie (?:istnieje|znalez|została znalez|możemy znaleźć|mogliśmy)|finns (?:tyvärr )?inte|(?:kunde|kan) inte (?:hitta|visas)|hittades inte|(?:findes|eksisterer|finnes) (?:desværre |dessverre )?ikke|(?:ikke|blev) .{0,12}(?:fundet|funnet)|kan (?:desværre |dessverre )?ikke finde|neexistuje|nenalezen|nebyla? nalezen|nemůžeme najít|не (?:существует|найден|существовало|удалось найти)|(?:была )?удален|bulunamad|bulamadık|mevcut değil|見つか(?:りません|らない)|存在し(?:ません|ない)|不存在|找不到|未找到|已(?:被)?(?:删除|移除|刪除)|찾을 수 없|존재하지 않/u,
]

export const PROOF_OF_MAN: SaidTogether = [
  /verif|confirm|\bprove|check that|\bcheck(?:ing)?\b|make sure|bestätig|beweis|überprüf|vérifi|prouv|comprob|demuestr|conferm|dimostr|bevestig|controle|comprov|potwierd|udowodni|bekräft|bekræft|bekreft|ověř|potvrď|подтверд|докажите|проверк|doğrula|kanıtla|確認|証明|验证|驗證|证明|确认|확인|증명|인증/u,
  /\bhumans?\b|\b(?:ro)?bots?\b|mensch|roboter|humain|human[oa]\b|umano|człowiek|robotem|människa|menneske|člověk|робот|человек|insan\b|insan olduğ|人間|ロボット|真人|机器人|機器人|사람|로봇/u,
]

export const SHUT_OUT: SaidTogether = [
  /\baccess\b|\bip\b|\byour (?:request|connection)|\byou (?:have been|are|were)\b|zugriff|zugang|(?:l'|votre )accès|\baccès|vous avez été|acceso|accesso|toegang|acesso|dostęp|åtkomst|adgang|tilgang|přístup|доступ|erişim|アクセス|访问|訪問|存取|접근|접속/u,
  /(?:has been|have been|is|was|are|were|been) (?:\S{1,14} )?(?:denied|blocked|forbidden|refused|suspended|banned)|\b(?:gesperrt|blockiert|verweigert|untersagt|eingeschränkt)|\b(?:refusé|interdit|bloqué|suspendu)|(?:denegado|bloqueado|prohibido|restringido)\b|(?:negato|bloccato|vietato)\b|geweigerd|geblokkeerd|(?:negado|proibido)\b|(?:zablokowan|zabronion|odmow)|(?:nekad|nekats|blockerad|spärrad)|(?:nægtet|blokeret|blokkert|spærret|nektet)|(?:zablokován|odepřen|zamítnut|zakázán)|(?:запрещ|заблокирован|ограничен|закрыт)|(?:engellen|reddedil|kısıtlan)|許可されていません|遮断|拒否|制限(?:されて|しました)|(?:被|已)(?:拒绝|拒絕|禁止|阻止|封锁|限制)|受限|차단|거부|제한되/u,
]

export const TOO_OFTEN: SaidTogether = [
  /requests?|attempts|page views|anfragen|zugriffe|requêtes|demandes|solicitudes|peticiones|richieste|verzoeken|aanvragen|solicitações|requisições|żądań|zapytań|förfrågningar|forespørgsler|anmodninger|požadavk|запрос|istek|isteğ|リクエスト|アクセス|请求|請求|요청|접속/u,
  /too (?:many|often|fast|quickly)|limit (?:has been |was )?(?:exceeded|reached)|zu (?:viele|häufig|schnell)|limit (?:wurde )?(?:überschritten|erreicht)|trop (?:de|d'|souvent|vite)|demasiad[ao]s|troppe|te veel|(?:muitas|demais|excesso)|zbyt (?:wiele|dużo|często)|limit .{0,20}przekroczon|(?:för|for) (?:många|mange)|příliš mnoho|превышен|слишком (?:много|часто)|çok (?:fazla|sık)|多すぎ|集中|过多|過多|频繁|頻繁|超过|너무 (?:많|자주)|초과/u,
]

export const AWAY_FOR_NOW: SaidTogether = [
  /\b(?:our |the |this )(?:web)?(?:site|shop|store|service)|wir (?:sind|aktualisieren|arbeiten)|unser(?:e|en)? (?:web)?(?:seite|shop|site|dienst)|(?:notre|le|ce) (?:site|service)|notre boutique|(?:nuestr[oa]|la|el|este) (?:tienda|sitio|web|página)|(?:il|nostro|questo) (?:sito|negozio)|(?:onze|deze) (?:web)?(?:site|winkel|shop)|(?:nosso|nossa|este|o) (?:site|loja)|(?:nasza?|ta|nasz|strona|sklep)\b|(?:sajten|webbplatsen|butiken|vi är)|(?:siden|webshoppen|butikken|vi er)|(?:náš |tento )?(?:web|e-?shop|obchod)|(?:наш )?(?:сайт|магазин|сервис)|(?:sitemiz|mağazamız|hizmetimiz)|当?サイト|サービス|ショップ|(?:本)?(?:网站|網站|系统|系統|服务|商城)|(?:사이트|서비스|시스템|쇼핑몰)/u,
  /updat|upgrad|makeover|offline|closed|unavailable|maintenance|wartung|aktualisier|überarbeit|nicht erreichbar|mise à jour|indisponible|en travaux|actualiza|mantenimiento|fuera de servicio|aggiornament|manutenzione|lavorando|non disponibile|bijgewerkt|onderhoud|niet bereikbaar|atualiza|manutenção|fora do ar|aktualizac|przerw|konserwac|niedostępn|nieczynn|uppdater|underhåll|stängd|opdater|vedligehold|oppdater|vedlikehold|lukket|aktualiz|údržb|odstávk|nedostupn|обновл|техническ|недоступ|güncelle|bakım|メンテナンス|更新|停止|维护|維護|升级|升級|점검|업데이트|중단/u,
  /\bback\b|\b(?:later|shortly|soon)\b|few (?:hours|minutes)|bald|kürze|gleich|später|bientôt|plus tard|quelques (?:minutes|heures|instants)|pronto|más tarde|breve|unos minutos|a breve|presto|più tardi|qualche|binnenkort|straks|later|em breve|mais tarde|logo\b|wkrótce|niebawem|zaraz|wracamy|później|strax|snart|en stund|senare|om lidt|om kort|senere|brzy|chvíl|později|скоро|позже|минут|yakında|kısa süre|daha sonra|まもなく|しばらく|後ほど|今しばらく|稍后|稍後|尽快|잠시|곧|나은 |나중에/u,
]

export const KNOWN_ONLY: SaidTogether = [
  /log(?:ged)?[ -]?in\b|sign(?:ed)?[ -]?in\b|\bmembers?\b|registered users|angemeldet|anmelden|eingeloggt|einloggen|mitglied|connect(?:é|er|ez)|membres|iniciar sesión|inicia sesión|identificad|miembros|registrad|accedere|accedi|effettuare (?:il login|l'accesso)|registrati|ingelogd|inloggen|leden|logado|fazer login|faça login|membros|zalogowa|zaloguj|logga in|inloggad|medlem|logget? ind|logge inn|log ind|přihlá|člen|войти|войдите|авториз|зарегистрир|giriş|üye|ログイン|会員|登录|登錄|登入|로그인|회원/u,
  /\b(?:must|need to|have to|only|required|please)\b|müssen|musst|\bnur\b|bitte|devez|veuillez|réservé|faut|seulement|debes?\b|necesitas|tienes que|\bsol[oa]\b|sólo|\bdevi\b|bisogna|necessario|riservat|moet|dient|alleen|precisa|necessário|somente|apenas|musisz|należy|tylko|måste|endast|\bbara\b|\bskal\b|\bkun\b|\bmå\b|mus(?:íte|íš)|nutné|pouze|необходимо|нужно|требуется|только|gerek|malısınız|yalnızca|sadece|必要|してください|限定|のみ|需要|请|請|才(?:能|可)|필요|해야|해 ?주세요|만 /u,
  /\b(?:view|see|access|read|open|continue|enter)\b|(?:an)?(?:zu)?sehen|\blesen\b|zugreifen|fortfahren|\bvoir\b|\blire\b|accéder|consulter|continuer|\bver\b|\bleer\b|acceder|continuar|veder|leggere|visualizzare|continuare|bekijken|\blezen\b|\bzien\b|doorgaan|\bler\b|acessar|visualizar|zobaczyć|czytać|przeglądać|kontynuować|\bse\b|\bläsa\b|\bvisa\b|fortsätta|\blæse\b|\blese\b|fortsætte|zobraz|\bčíst\b|prohlíž|pokrač|просм|читать|увидеть|продолж|görmek|görüntüle|okumak|devam|見る|閲覧|表示|続行|読む|查看|浏览|瀏覽|阅读|閱讀|访问|继续|보기|볼 수|열람|이용/u,
]

export const OF_AGE: SaidTogether = [
  /\b(?:1[689]|2[01])\b|(?:18|19|20|21)(?:歳|岁|歲|세)|legal (?:\S{1,10} )?age|volljährig|(?:l')?âge légal|majeure?s?\b|mayor(?:es)? de edad|maggiorenn|meerderjarig|maior(?:es)? de idade|pełnoletni|совершеннолет|reşit|未成年|成年|成人|성인/u,
  /\byears?\b|\bage\b|\bover\b|\bolder\b|jahre|alt\b|alter|\bans\b|âge|majeur|años|edad|anni|maggioren|jaar|leeftijd|meerderjarig|anos|idade|\blat\b|pełnolet|\bår\b|\blet\b|věk|\bлет\b|возраст|совершен|yaş|reşit|歳|岁|歲|성인|세|年|成人/u,
  /\?|？|\b(?:must|have to|confirm|verify|enter)\b|müssen|bestätig|devez|faut|accéder|debes|confirma|\bdevi\b|conferma|moet|bevestig|deve\b|confirme|musisz|potwierd|måste|bekräfta|\bskal\b|bekræft|mus(?:íte|íš)|potvrď|должны|подтверд|olmalı|onayla|確認|确认|確認|확인/u,
]

export const OUT_OF_REACH: SaidTogether = [
  /\b(?:your|this) (?:country|region|location|area|territory)|european (?:union|economic area)|\bgdpr\b|\bdsgvo\b|(?:deinem|ihrem|eurem) land|(?:deiner|ihrer) region|(?:votre|ton) (?:pays|région|zone)|(?:tu|su) (?:país|región|ubicación|zona)|(?:tuo|suo) paese|tua (?:regione|zona)|(?:jouw|uw|je) (?:land|regio)|seu país|sua região|(?:twoim|państwa) kraju|(?:twojej|państwa) (?:regionie|lokalizacji)|(?:ditt|dit) land|din region|(?:vaší|vašem) (?:zemi|region)|вашей стране|вашем регионе|вашего региона|ülkenizde|bölgenizde|お住まいの|お客様の(?:国|地域)|所在的?(?:国家|地区|國家|地區|区域)|(?:거주|해당|귀하의) ?(?:국가|지역)/u,
  /not (?:be )?(?:\S{1,12} )?(?:available|accessible|offered|shown)|unavailable|unable to|cannot|can't|restricted|blocked|nicht (?:verfügbar|erreichbar|abrufbar|zugänglich)|(?:pas|plus) (?:disponible|accessible)|indisponible|no (?:está |es )?(?:disponible|accesible)|non (?:è )?(?:disponibile|accessibile)|niet (?:beschikbaar|toegankelijk)|não (?:está )?(?:disponível|acessível)|indisponível|niedostępn|nie jest dostępn|inte (?:tillgänglig|tillgängligt)|ikke (?:tilgængelig|tilgjengelig)|není (?:dostupn|k dispozici)|nedostupn|недоступ|не доступ|kullanılamıyor|kullanılamamakta|mevcut değil|erişilemez|ご利用(?:いただけ|になれ)ません|ご覧(?:いただけ|になれ)ません|(?:无法|不可|暂不|不支持)(?:访问|观看|播放|提供|使用|浏览)?|이용(?:할 수 없|이 불가)|제공되지 않/u,
]

/** "Continue reading" beside "with a subscription", or an article for those who have one. */
export const REST_FOR_MONEY: SaidTogether = [
  /(?:continue|keep|finish) reading|read (?:on|more|the (?:full|rest))|(?:full|this|entire) (?:article|story)|weiterlesen|weiter ?zu ?lesen|(?:diesen|ganzen|vollständigen) (?:artikel|text)|lire la suite|(?:poursuivre|continuer) (?:la|votre) lecture|(?:cet|l'intégralité de l'|la suite de l')article|(?:seguir|continuar|sigue|continúa) leyendo|(?:este|el) artículo completo|(?:continua|continuare) (?:a )?legger|(?:questo|l'intero) articolo|(?:lees|verder) (?:verder|lezen)|dit artikel|(?:continuar|continue) (?:a )?(?:lendo|ler|leitura)|(?:esta|este) (?:matéria|artigo|reportagem)|czytaj dalej|czytać dalej|(?:ten|cały) artykuł|läs(?:a)? (?:vidare|hela)|läs (?:hela )?artikeln|(?:læs|les) (?:videre|hele)|(?:denne|hele) artikel|číst dál|celý článek|tento článek|(?:читать|прочитать) (?:далее|дальше|полностью)|(?:эта|этот) (?:статья|материал)|(?:devamını|tamamını) oku|続きを読む|続きは|この記事|残り|(?:继续|全文)阅读|阅读全文|本文|繼續閱讀|(?:계속|전문|나머지).{0,6}(?:읽|보)|이 기사/u,
  /subscri(?:be|ption|bers)\b|(?:paid|premium|paying) (?:\S{1,12} )?(?:members|subscribers|plan)|become a member|\babo\b|abonne|abonné|probeabo|premium-|suscrí|suscri(?:pción|pt)|hazte (?:socio|premium)|abbona|abbonamento|abonnee|abonnement|assin(?:e|ar|ante|atura)|prenumer|subskry|wykup|abonner|předplat|předplatn|подписк|подписчик|оформи|abone|購読|有料(?:会員|プラン|記事)|会員(?:限定|登録)|订阅|付费|會員|会员|구독|유료/u,
]

export const OFF_SALE: SaidTogether = [
  /\b(?:this|the) (?:product|item|article|listing|ad|advert|offer|auction|property|job|sale)\b|(?:dieser|dieses|diese|der|das|die) (?:artikel|produkt|angebot|anzeige|inserat|auktion)|(?:ce produit|cet article|cette (?:annonce|offre|vente))|(?:este (?:producto|artículo|anuncio)|esta (?:oferta|subasta))|(?:questo (?:prodotto|articolo|annuncio)|quest[ao]'? ?(?:offerta|asta|inserzione))|(?:dit (?:product|artikel)|deze (?:advertentie|aanbieding|veiling))|(?:este (?:produto|artigo|anúncio)|esta oferta)|(?:ten produkt|ta oferta|ta aukcja|to ogłoszenie)|(?:denna|den här|det här) (?:produkten|varan|artikeln|annonsen|produkt|vara|annons)|(?:denne|dette|den) (?:vare|varen|produktet?|annonce|annonsen)|(?:tento produkt|toto zboží|tato nabídka|tento inzerát)|(?:этот|данный) товар|(?:это )?объявление|bu (?:ürün|ilan)|(?:この|こちらの|本)商品|(?:该|此|本|这个)(?:商品|产品|宝贝)|(?:이|해당|본) ?(?:상품|제품|매물)/u,
  /(?:is|are|has|was|have) (?:now |been |already )?(?:no longer|ended|expired|removed|withdrawn|discontinued|sold\b)|has (?:been )?(?:re)?moved|nicht mehr|beendet|abgelaufen|eingestellt|(?:n'est|n'est malheureusement) plus|(?:terminée?|expirée?|retirée?)\b|ya no|ha (?:finalizado|caducado|sido retirad)|non è più|(?:è )?(?:scadut|terminat|conclus)[oa]|niet (?:meer|langer)|verlopen|afgelopen|não está mais|já não|(?:foi )?(?:encerrad|expir|removid)|nie jest już|(?:została|zostało|jest) (?:zakończon|wycofan|nieaktualn)|(?:finns|säljs) inte (?:längre|kvar)|har (?:utgått|sålts|avslutats)|utgången|(?:findes|sælges|selges|finnes) ikke (?:længere|lenger)|udgået|utgått|již (?:není|nenabíz|neprod)|byl[ao]? (?:ukončen|vyřazen|stažen)|больше не|снят[оа]? с|закрыто|неактуально|artık|satıştan kaldırıl|yayından kaldırıl|sona er|終了|終売|廃番|(?:已|已经)(?:下架|停售|失效|结束|售罄下架)|不再|더 이상|종료|중지|단종/u,
]

export const FOR_SCRIPTS: SaidTogether = [
  /java\s?script/u,
  /enabl|disabl|turn(?:ed)? on|activ|activer|aktiv|einschalt|habilit|abilit|attiv|ativ|inschakel|włącz|wyłącz|slå p|zapn|povol|включ|отключ|etkin|aç(?:ın|mal)|有効|オン|启用|啟用|開啟|开启|활성|켜|허용|require|need|without|benötig|nécess|necesit|richied|vereis|vyžad|wymaga|kräver|krever|gerek|требу|필요|必要|需要/u,
]

export const ADDRESS_FOR_SALE: SaidTogether = [
  /(?:^|\s)(?:[\p{L}\d-]{1,63}\.){1,3}\p{L}{2,20}(?=\s|$)|\bthis domain|diese domain|ce (?:nom de )?domaine|(?:este|questo) dominio|dit domein|este domínio|ta domena|(?:den här|denne) domän|tato doména|этот домен|bu alan adı|ドメイン|域名|도메인/u,
  /(?:is|may be|might be|could be) (?:for sale|available for (?:sale|purchase)|parked)|buy th(?:is|e) domain|zu verkaufen|zum verkauf|à vendre|en vente|(?:en|a la) venta|in vendita|te koop|à venda|na sprzedaż|till salu|til salg|na prodej|k prodeji|прода[её]тся|satılık|販売中|売り出し|出售|待售|转让|판매 ?중/u,
]

/**
 * What a line keeps from us that is less than the page: prices, a reply, points, a delivery. Nobody is shut out for
 * that.
 */
export const KEEPS_LESS =
  /\b(?:prices?|pricing|repl(?:y|ies)|comment(?:ing)?|respond|post(?:ing)? (?:a|your|here|in)|write|vote|rate|points|coupons?|rewards?|discounts?|offers|deals|wish ?list|favou?rites|deliver\p{L}{0,3}|ship(?:s|ping|ped)?|pick-?up|download|attachments?|newsletter)\b|preise?\b|antwort|kommentier|kommentar|bewert|schreiben|punkte|gutschein|liefer|versand|merkzettel|newsletter|\bprix\b|répondre|commenter|écrire|points|livr(?:é|aison|er|ons)|\bfavoris|precios?\b|responder|comentar|escribir|puntos|envío|entrega|prezz[io]|risponder|comment(?:are|o)|scriver|punti|spedi|consegn|prij(?:s|zen)|reageren|reactie|antwoord|schrijven|bezorg|verzend|verzond|preços?\b|comentar|escrever|pontos|\bcen[ay]?\b|odpowied|komentow|komentarz|napisać|punkt|dostaw|wysył|svara|kommentera|skriva|priser|leverans|svare|kommentere|skrive|levering|odpov|koment|psát|doprav|bonus|бонус|цен[аыу]|ответить|ответа|комментир|написать|оставить|доставк|баллы|yorum yap|cevap|fiyat|puan|teslimat|kargo|価格|コメントする|返信|投稿|書き込|ポイント|クーポン|配送|お届け|お気に入り|价格?|会员价|回复|回帖|评论|發表|发表|积分|优惠|配送|收藏|가격|댓글|답글|쿠폰|포인트|적립|배송|찜/u

/** A wall speaks to its visitor, or of what programs exchange. A page that is merely called so does not. */
export const SPEAKS_TO_US = new RegExp(
  `(?<!\\p{L})(?:${[
    'hoppsan|hoppla|ups|oups|ops|vaya|oj|øv|ой|упс|oeps|ojej',
    "you|your|you're|please|sorry|oops|we|our|we're|requests?|requested|browser|ip|server|access|homepage|reference|error|try again|permission|ray id",
    'sie|ihre?[nrm]?|du|deine?[nrm]?|bitte|leider|wir|unsere?[nrm]?|startseite|zugriff',
    'vous|votre|vos|veuillez|désolés?|nous|notre|accueil|oups',
    'usted|tu|su|tus|por favor|lo sentimos|nuestr[oa]|inicio|tienes|debes',
    'tua|tuo|ti|sei|spiacenti|ci dispiace|nostr[oa]|stiamo|voi|pagina iniziale|devi|riprova',
    'je|jij|jouw|u|uw|alstublieft|helaas|wij|onze|startpagina',
    'você|sua|seu|desculpe|noss[oa]|início',
    'proszę|przepraszamy|niestety|twój|twoj[aeąi]|twoim|państwa|jesteś|nasz[aey]?',
    'din|ditt|dina|tyvärr|vi|vår|vänligen|beklager|desværre|venligst|dit|vores|startsidan|forsiden',
    'vás|váš|vaše|vaší|prosím|omlouváme|bohužel|jsme|vám|jste|jsi',
    'вы|вас|вам|ваш\\p{L}{0,3}|извините|пожалуйста|сожалению|мы|наш\\p{L}{0,2}|попробуйте|нам',
    'lütfen|üzgünüz|siz(?:in|e)?',
    '(?:gesuchte|angeforderte)[nrs]?|demandée?|recherchée?|solicitad[oa]|richiest[oa]|gevraagde|żądan\\p{L}{1,3}|szukan\\p{L}{1,3}|begärda|požadovan\\p{L}{1,3}|запрошенн\\p{L}{1,3}',
  ].join(
    '|',
  )})(?!\\p{L})|\\p{L}{2,20}(?:ınız|iniz|unuz|ünüz|ımız|imiz)|お客様|申し訳|ください|当サイト|です|ません|您|你|请|請|抱歉|죄송|주세요|니다|고객|하세요`,
  'u',
)

/** Questions of help pages: "Why do I see a captcha?" */
export const HELP_QUESTION =
  /^(?:why|how|what|when|where|warum|wie|was|wieso|pourquoi|comment|que faire|por qué|¿por qué|cómo|¿cómo|qué|¿qué|perché|come|cosa|waarom|hoe|wat|por que|como|o que|dlaczego|jak|co|varför|hur|vad|hvorfor|hvordan|hva|hvad|proč|почему|как|что|neden|nasıl) .{2,150}[?？]?$/u

/** Headings of pages that explain an agreement and do not ask for it. */
export const EXPLAINS =
  /policy|policies|statement|how we|what are|richtlinie|erklärung|wie wir|politique|charte|política|informativa|beleid|verklaring|polityka|policy|zásady|prohlášení|политик|politika|ポリシー|方針|政策|声明|방침/u

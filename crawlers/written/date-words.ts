/**
 * The words of dates, per language. Tables only: a language is added here and nowhere else. All words are lower
 * case and without closing dots; forms of one thing stand side by side, things are parted by commas.
 */

export type DateUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** A distance back from now that has a word of its own: `day 1` is yesterday, `week 0` this week. */
type SpanName = `${DateUnit} ${0 | 1 | 2}`

export interface DateWords {
  /** January to December, every form in use. Empty where months are numbers. */
  months: string
  /** Monday to Sunday. */
  weekdays: string
  /** Forms of each unit; a short one only where it is unambiguous in its language. */
  units: Partial<Record<DateUnit, string>>
  /** One, two, three … as words; articles count as one. */
  numerals: string
  /** What stands before and behind an amount of time that lies back: either is enough. */
  before?: string
  after?: string
  spans: Partial<Record<SpanName, string>>
  /** "Edited", "updated": the date behind such a word is not the one at which something was said. */
  edited: string
}

const en: DateWords = {
  months:
    'january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep, october oct, november nov, december dec',
  weekdays:
    'monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday sat, sunday sun',
  units: {
    second: 'second seconds sec secs s',
    minute: 'minute minutes min mins',
    hour: 'hour hours hr hrs h',
    day: 'day days d',
    week: 'week weeks wk wks w',
    month: 'month months mo mos mon mth mths',
    year: 'year years yr yrs y',
  },
  numerals: 'a an one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve',
  after: 'ago|earlier',
  spans: {
    'minute 0': 'just now|moments ago|a moment ago|now|right now',
    'day 0': 'today',
    'day 1': 'yesterday|last night',
    'week 0': 'this week|this wk',
    'week 1': 'last week|last wk',
    'month 0': 'this month|this mo',
    'month 1': 'last month|last mo',
    'year 0': 'this year|this yr',
    'year 1': 'last year|last yr',
  },
  edited: 'edit edited updated update modified changed revised',
}

const de: DateWords = {
  months:
    'januar jänner jan jän, februar feber feb, märz maerz mär mrz, april apr, mai, juni jun juno, juli jul, august aug, september sept sep, oktober okt, november nov, dezember dez',
  weekdays:
    'montag mo, dienstag di, mittwoch mi, donnerstag do, freitag fr, samstag sonnabend sa, sonntag so',
  units: {
    second: 'sekunde sekunden sek s',
    minute: 'minute minuten min',
    hour: 'stunde stunden std h',
    day: 'tag tagen tage tg t d',
    week: 'woche wochen wo',
    month: 'monat monaten monate mon mo',
    year: 'jahr jahren jahre j',
  },
  numerals:
    'einem einer ein eine, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf',
  before: 'vor',
  spans: {
    'minute 0': 'gerade eben|soeben|jetzt|gerade jetzt',
    'day 0': 'heute',
    'day 1': 'gestern',
    'day 2': 'vorgestern',
    'week 0': 'diese woche|in dieser woche',
    'week 1': 'letzte woche|vergangene woche',
    'month 0': 'diesen monat|dieser monat',
    'month 1': 'letzten monat|letzter monat|vergangenen monat',
    'year 0': 'dieses jahr',
    'year 1': 'letztes jahr|vergangenes jahr',
  },
  edited: 'bearbeitet geändert aktualisiert editiert aktualisierung',
}

const fr: DateWords = {
  months:
    'janvier janv jan, février fevrier févr fevr fév fev, mars, avril avr, mai, juin, juillet juil juill, août aout, septembre sept, octobre oct, novembre nov, décembre decembre déc dec',
  weekdays: 'lundi lun, mardi mar, mercredi mer, jeudi jeu, vendredi ven, samedi sam, dimanche dim',
  units: {
    second: 'seconde secondes sec s',
    minute: 'minute minutes min mn',
    hour: 'heure heures h',
    day: 'jour jours j',
    week: 'semaine semaines sem',
    month: 'mois',
    year: 'an ans année années a',
  },
  numerals: 'un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze',
  before: 'il y a|ça fait',
  spans: {
    'minute 0': "à l'instant|maintenant|il y a un instant|il y a quelques instants",
    'day 0': "aujourd'hui|ce jour",
    'day 1': 'hier',
    'day 2': 'avant-hier',
    'week 0': 'cette semaine',
    'week 1': 'la semaine dernière|la semaine passée',
    'month 0': 'ce mois-ci',
    'month 1': 'le mois dernier|le mois passé',
    'year 0': 'cette année',
    'year 1': "l'année dernière|l'an dernier|l'année passée",
  },
  edited: 'modifié modifiée actualisé édité édition modification|mis à jour|mise à jour',
}

const es: DateWords = {
  months:
    'enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre setiembre sept sep set, octubre oct, noviembre nov, diciembre dic',
  weekdays:
    'lunes lun, martes mar, miércoles mié, jueves jue, viernes vie, sábado sáb, domingo dom',
  units: {
    second: 'segundo segundos seg s',
    minute: 'minuto minutos min',
    hour: 'hora horas h',
    day: 'día días dia dias d',
    week: 'semana semanas sem',
    month: 'mes meses',
    year: 'año años a',
  },
  numerals: 'un una uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce',
  before: 'hace',
  after: 'atrás',
  spans: {
    'minute 0': 'ahora mismo|justo ahora|ahora|hace un momento|hace un instante',
    'day 0': 'hoy',
    'day 1': 'ayer|anoche',
    'day 2': 'anteayer|antier',
    'week 0': 'esta semana|esta sem',
    'week 1': 'la semana pasada|sem. ant|sem. pas',
    'month 0': 'este mes',
    'month 1': 'el mes pasado',
    'year 0': 'este año',
    'year 1': 'el año pasado',
  },
  edited: 'editado editada actualizado actualizada modificado modificada',
}

const it: DateWords = {
  months:
    'gennaio gen genn, febbraio feb febbr, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, settembre sett set, ottobre ott, novembre nov, dicembre dic',
  weekdays:
    'lunedì lunedi lun, martedì martedi mar, mercoledì mercoledi mer, giovedì giovedi gio, venerdì venerdi ven, sabato sab, domenica dom',
  units: {
    second: 'secondo secondi sec s',
    minute: 'minuto minuti min',
    hour: 'ora ore h',
    day: 'giorno giorni g gg',
    week: 'settimana settimane sett',
    month: 'mese mesi',
    year: 'anno anni',
  },
  numerals:
    "un una un' uno, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, dodici",
  after: 'fa',
  spans: {
    'minute 0': 'proprio ora|adesso|poco fa|ora',
    'day 0': 'oggi',
    'day 1': 'ieri',
    'day 2': "l'altro ieri|altro ieri|l'altroieri|avantieri",
    'week 0': 'questa settimana|questa sett',
    'week 1': 'la settimana scorsa|settimana scorsa|sett. scorsa',
    'month 0': 'questo mese',
    'month 1': 'il mese scorso|mese scorso|lo scorso mese',
    'year 0': "quest'anno",
    'year 1': "l'anno scorso|anno scorso|lo scorso anno",
  },
  edited: 'modificato modificata aggiornato aggiornata aggiornamento',
}

const nl: DateWords = {
  months:
    'januari jan, februari feb febr, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sept sep, oktober okt, november nov, december dec',
  weekdays: 'maandag ma, dinsdag di, woensdag wo, donderdag do, vrijdag vr, zaterdag za, zondag zo',
  units: {
    second: 'seconde seconden sec s',
    minute: 'minuut minuten min',
    hour: 'uur uren u',
    day: 'dag dagen dgn d',
    week: 'week weken w wk',
    month: 'maand maanden mnd',
    year: 'jaar jaren jr',
  },
  numerals: 'een één, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf',
  after: 'geleden',
  spans: {
    'minute 0': 'zojuist|zonet|nu|net',
    'day 0': 'vandaag',
    'day 1': 'gisteren',
    'day 2': 'eergisteren',
    'week 0': 'deze week',
    'week 1': 'vorige week|afgelopen week',
    'month 0': 'deze maand',
    'month 1': 'vorige maand|afgelopen maand',
    'year 0': 'dit jaar',
    'year 1': 'vorig jaar|afgelopen jaar',
  },
  edited: 'bewerkt bijgewerkt gewijzigd aangepast',
}

const pt: DateWords = {
  months:
    'janeiro jan, fevereiro fev, março marco mar, abril abr, maio mai, junho jun, julho jul, agosto ago, setembro set, outubro out, novembro nov, dezembro dez',
  weekdays:
    'segunda-feira segunda seg, terça-feira terça ter, quarta-feira quarta qua, quinta-feira quinta qui, sexta-feira sexta sex, sábado sáb, domingo dom',
  units: {
    second: 'segundo segundos seg s',
    minute: 'minuto minutos min',
    hour: 'hora horas h',
    day: 'dia dias d',
    week: 'semana semanas sem',
    month: 'mês mes meses',
    year: 'ano anos',
  },
  numerals: 'um uma, dois duas, três tres, quatro, cinco, seis, sete, oito, nove, dez, onze, doze',
  before: 'há|faz',
  after: 'atrás|atras',
  spans: {
    'minute 0': 'agora mesmo|agora|agora há pouco|há instantes',
    'day 0': 'hoje',
    'day 1': 'ontem',
    'day 2': 'anteontem',
    'week 0': 'esta semana',
    'week 1': 'a semana passada|semana passada|na semana passada',
    'month 0': 'este mês',
    'month 1': 'o mês passado|mês passado|no mês passado',
    'year 0': 'este ano',
    'year 1': 'o ano passado|ano passado|no ano passado',
  },
  edited: 'editado editada atualizado atualizada modificado alterado',
}

const pl: DateWords = {
  months:
    'styczeń stycznia sty, luty lutego lut, marzec marca mar, kwiecień kwietnia kwi, maj maja, czerwiec czerwca cze, lipiec lipca lip, sierpień sierpnia sie, wrzesień września wrz, październik października paź, listopad listopada lis, grudzień grudnia gru',
  weekdays:
    'poniedziałek pon pn, wtorek wto wt, środa śro śr, czwartek czw, piątek pią pt, sobota sob, niedziela nie niedz nd',
  units: {
    second: 'sekunda sekundę sekundy sekund sek s',
    minute: 'minuta minutę minuty minut min',
    hour: 'godzina godzinę godziny godzin godz g',
    day: 'dzień dni dn',
    week: 'tydzień tygodnie tygodni tydz tyg',
    month: 'miesiąc miesiące miesięcy mies',
    year: 'rok lata lat roku',
  },
  numerals: 'jeden jedną, dwa dwie, trzy, cztery, pięć, sześć, siedem, osiem, dziewięć, dziesięć',
  after: 'temu',
  spans: {
    'minute 0': 'przed chwilą|chwilę temu|teraz',
    'minute 1': 'minutę temu',
    'hour 1': 'godzinę temu',
    'day 0': 'dzisiaj|dziś|dzis',
    'day 1': 'wczoraj|wcz|dzień temu',
    'day 2': 'przedwczoraj',
    'week 0': 'w tym tygodniu|w tym tyg',
    'week 1': 'w zeszłym tygodniu|w zeszłym tyg|tydzień temu|tygodnia temu|w ubiegłym tygodniu',
    'month 0': 'w tym miesiącu|w tym mies',
    'month 1': 'w zeszłym miesiącu|w zeszłym mies|miesiąc temu|miesiąca temu|w ubiegłym miesiącu',
    'year 0': 'w tym roku',
    'year 1': 'w zeszłym roku|rok temu|roku temu|w ubiegłym roku',
  },
  edited: 'edytowano edytowany edytowana edycja zmieniony zmieniono zaktualizowano aktualizacja',
}

const ja: DateWords = {
  months: '',
  weekdays: '月曜日 月, 火曜日 火, 水曜日 水, 木曜日 木, 金曜日 金, 土曜日 土, 日曜日 日',
  units: {
    second: '秒',
    minute: '分',
    hour: '時間',
    day: '日',
    week: '週間',
    month: 'か月 ヶ月 ケ月 カ月 ヵ月 ヵ月 箇月',
    year: '年',
  },
  numerals: '一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一, 十二',
  after: '前|まえ',
  spans: {
    'minute 0': 'たった今|今|さきほど',
    'day 0': '今日|本日',
    'day 1': '昨日|きのう|前日',
    'day 2': '一昨日|おととい',
    'week 0': '今週',
    'week 1': '先週',
    'month 0': '今月',
    'month 1': '先月',
    'year 0': '今年',
    'year 1': '昨年|去年',
    'year 2': '一昨年|おととし',
  },
  edited: '編集 更新 最終更新 最終編集',
}

const zh: DateWords = {
  months: '',
  weekdays:
    '星期一 周一 週一, 星期二 周二 週二, 星期三 周三 週三, 星期四 周四 週四, 星期五 周五 週五, 星期六 周六 週六, 星期日 星期天 周日 週日',
  units: {
    second: '秒 秒钟 秒鐘',
    minute: '分钟 分鐘 分',
    hour: '小时 小時 个小时 個小時 个钟头',
    day: '天 日',
    week: '周 週 星期 个星期 個星期 个周 礼拜 个礼拜',
    month: '个月 個月',
    year: '年',
  },
  numerals: '一, 二 两 兩, 三, 四, 五, 六, 七, 八, 九, 十, 十一, 十二',
  after: '前|之前|以前',
  spans: {
    'minute 0': '刚刚|剛剛|现在|刚才',
    'day 0': '今天|今日',
    'day 1': '昨天|昨日',
    'day 2': '前天',
    'week 0': '本周|这周|本週',
    'week 1': '上周|上週|上星期',
    'month 0': '本月|这个月',
    'month 1': '上个月|上個月|上月',
    'year 0': '今年',
    'year 1': '去年',
    'year 2': '前年',
  },
  edited: '编辑 編輯 更新 修改 最后更新',
}

const ko: DateWords = {
  months: '',
  weekdays: '월요일 월, 화요일 화, 수요일 수, 목요일 목, 금요일 금, 토요일 토, 일요일 일',
  units: {
    second: '초',
    minute: '분',
    hour: '시간',
    day: '일',
    week: '주 주일',
    month: '개월 달',
    year: '년',
  },
  numerals: '한, 두, 세, 네',
  after: '전',
  spans: {
    'minute 0': '방금|방금 전|지금',
    'day 0': '오늘',
    'day 1': '어제|하루 전',
    'day 2': '그저께|그제|이틀 전',
    'week 0': '이번 주',
    'week 1': '지난주|지난 주|일주일 전',
    'month 0': '이번 달',
    'month 1': '지난달|지난 달',
    'year 0': '올해',
    'year 1': '작년',
  },
  edited: '수정 수정됨 편집 업데이트',
}

const sv: DateWords = {
  months:
    'januari jan, februari feb febr, mars mar, april apr, maj, juni jun, juli jul, augusti aug, september sept sep, oktober okt, november nov, december dec',
  weekdays:
    'måndag mån, tisdag tis, onsdag ons, torsdag tors tor, fredag fre, lördag lör, söndag sön',
  units: {
    second: 'sekund sekunder sek s',
    minute: 'minut minuter min',
    hour: 'timme timmar tim h',
    day: 'dag dagar d dygn',
    week: 'vecka veckor v',
    month: 'månad månader mån',
    year: 'år',
  },
  numerals: 'en ett, två, tre, fyra, fem, sex, sju, åtta, nio, tio, elva, tolv',
  after: 'sedan|sen',
  spans: {
    'minute 0': 'just nu|nyss|nu',
    'day 0': 'idag|i dag',
    'day 1': 'igår|i går',
    'day 2': 'i förrgår|förrgår',
    'week 0': 'denna vecka|denna v|den här veckan',
    'week 1': 'förra veckan|förra v',
    'month 0': 'den här månaden|denna mån|denna månad',
    'month 1': 'förra månaden|förra mån',
    'year 0': 'i år',
    'year 1': 'förra året',
  },
  edited: 'redigerad redigerat uppdaterad uppdaterat ändrad',
}

const da: DateWords = {
  months:
    'januar jan, februar feb, marts mar, april apr, maj, juni jun, juli jul, august aug, september sept sep, oktober okt, november nov, december dec',
  weekdays:
    'mandag man, tirsdag tirs tir, onsdag ons, torsdag tors tor, fredag fre, lørdag lør, søndag søn',
  units: {
    second: 'sekund sekunder sek',
    minute: 'minut minutter min',
    hour: 'time timer t',
    day: 'dag dage døgn',
    week: 'uge uger',
    month: 'måned måneder md mdr',
    year: 'år',
  },
  numerals: 'en et, to, tre, fire, fem, seks, syv, otte, ni, ti, elleve, tolv',
  after: 'siden',
  spans: {
    'minute 0': 'lige nu|netop nu|nu',
    'day 0': 'i dag|idag',
    'day 1': 'i går|igår',
    'day 2': 'i forgårs|forgårs',
    'week 0': 'denne uge',
    'week 1': 'sidste uge',
    'month 0': 'denne måned|denne md',
    'month 1': 'sidste måned|sidste md',
    'year 0': 'i år',
    'year 1': 'sidste år',
  },
  edited: 'redigeret opdateret ændret',
}

const no: DateWords = {
  months:
    'januar jan, februar feb, mars mar, april apr, mai, juni jun, juli jul, august aug, september sept sep, oktober okt, november nov, desember des',
  weekdays: da.weekdays,
  units: {
    second: 'sekund sekunder sek s',
    minute: 'minutt minutter min',
    hour: 'time timer t',
    day: 'dag dager døgn d',
    week: 'uke uker u',
    month: 'måned måneder md mnd',
    year: 'år',
  },
  numerals: 'en ett et én, to, tre, fire, fem, seks, sju syv, åtte, ni, ti, elleve, tolv',
  after: 'siden',
  spans: {
    'minute 0': 'akkurat nå|nettopp|nå',
    'day 0': 'i dag|idag',
    'day 1': 'i går|igår',
    'day 2': 'i forgårs|forgårs',
    'week 0': 'denne uken|denne uka',
    'week 1': 'forrige uke|sist uke',
    'month 0': 'denne måneden|denne md',
    'month 1': 'forrige måned|forrige md',
    'year 0': 'i år',
    'year 1': 'i fjor',
  },
  edited: 'redigert oppdatert endret',
}

const fi: DateWords = {
  months:
    'tammikuu tammikuuta tammi, helmikuu helmikuuta helmi, maaliskuu maaliskuuta maalis, huhtikuu huhtikuuta huhti, toukokuu toukokuuta touko, kesäkuu kesäkuuta kesä, heinäkuu heinäkuuta heinä, elokuu elokuuta elo, syyskuu syyskuuta syys, lokakuu lokakuuta loka, marraskuu marraskuuta marras, joulukuu joulukuuta joulu',
  weekdays:
    'maanantai maanantaina ma, tiistai tiistaina ti, keskiviikko keskiviikkona ke, torstai torstaina to, perjantai perjantaina pe, lauantai lauantaina la, sunnuntai sunnuntaina su',
  units: {
    second: 'sekunti sekuntia s',
    minute: 'minuutti minuuttia min',
    hour: 'tunti tuntia t h',
    day: 'päivä päivää pv',
    week: 'viikko viikkoa vk',
    month: 'kuukausi kuukautta kk',
    year: 'vuosi vuotta v',
  },
  numerals: 'yksi, kaksi, kolme, neljä, viisi, kuusi, seitsemän, kahdeksan, yhdeksän, kymmenen',
  after: 'sitten',
  spans: {
    'minute 0': 'juuri nyt|äsken|nyt|hetki sitten',
    'day 0': 'tänään',
    'day 1': 'eilen',
    'day 2': 'toissapäivänä|toissa päivänä|toissap',
    'week 0': 'tällä viikolla|tällä vk',
    'week 1': 'viime viikolla|viime vk',
    'month 0': 'tässä kuussa|tässä kk',
    'month 1': 'viime kuussa|viime kk',
    'year 0': 'tänä vuonna|tänä v',
    'year 1': 'viime vuonna|viime v',
  },
  edited: 'muokattu päivitetty',
}

const cs: DateWords = {
  months:
    'leden ledna led, únor února úno, březen března bře, duben dubna dub, květen května kvě, červen června čvn, červenec července čvc, srpen srpna srp, září zář, říjen října říj, listopad listopadu lis, prosinec prosince pro',
  weekdays: 'pondělí po, úterý út, středa st, čtvrtek čt, pátek pá, sobota so, neděle ne',
  units: {
    second: 'sekundou sekundami s',
    minute: 'minutou minutami min',
    hour: 'hodinou hodinami hod h',
    day: 'dnem dny',
    week: 'týdnem týdny týd',
    month: 'měsícem měsíci měs',
    year: 'rokem roky lety r l',
  },
  numerals: 'jedním jednou, dvěma, třemi, čtyřmi, pěti, šesti, sedmi, osmi, devíti, deseti',
  before: 'před',
  spans: {
    'minute 0': 'právě teď|nyní|před chvílí',
    'minute 1': 'před minutou',
    'hour 1': 'před hodinou',
    'day 0': 'dnes',
    'day 1': 'včera|před dnem',
    'day 2': 'předevčírem',
    'week 0': 'tento týden|tento týd',
    'week 1': 'minulý týden|minulý týd|před týdnem',
    'month 0': 'tento měsíc|tento měs',
    'month 1': 'minulý měsíc|minulý měs|před měsícem',
    'year 0': 'tento rok',
    'year 1': 'minulý rok|před rokem',
  },
  edited: 'upraveno aktualizováno změněno',
}

const tr: DateWords = {
  months:
    'ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem, ağustos ağu, eylül eyl, ekim eki, kasım kas, aralık ara',
  weekdays:
    'pazartesi pzt, salı sal, çarşamba çar, perşembe per, cuma cum, cumartesi cmt, pazar paz',
  units: {
    second: 'saniye sn',
    minute: 'dakika dk',
    hour: 'saat sa',
    day: 'gün',
    week: 'hafta hf',
    month: 'ay',
    year: 'yıl sene',
  },
  numerals: 'bir, iki, üç, dört, beş, altı, yedi, sekiz, dokuz, on',
  after: 'önce',
  spans: {
    'minute 0': 'şimdi|az önce|şu anda',
    'day 0': 'bugün',
    'day 1': 'dün',
    'day 2': 'evvelsi gün|önceki gün',
    'week 0': 'bu hafta|bu hf',
    'week 1': 'geçen hafta|geçen hf',
    'month 0': 'bu ay',
    'month 1': 'geçen ay',
    'year 0': 'bu yıl',
    'year 1': 'geçen yıl|geçen sene',
  },
  edited: 'düzenlendi güncellendi değiştirildi',
}

const ru: DateWords = {
  months:
    'январь января янв, февраль февраля февр фев, март марта мар, апрель апреля апр, май мая, июнь июня июн, июль июля июл, август августа авг, сентябрь сентября сент сен, октябрь октября окт, ноябрь ноября нояб ноя, декабрь декабря дек',
  weekdays:
    'понедельник пн, вторник вт, среда ср, четверг чт, пятница пт, суббота сб, воскресенье вс',
  units: {
    second: 'секунду секунды секунд сек с',
    minute: 'минуту минуты минут мин',
    hour: 'час часа часов ч',
    day: 'день дня дней дн д',
    week: 'неделю недели недель нед',
    month: 'месяц месяца месяцев мес',
    year: 'год года лет г л',
  },
  numerals: 'один одну, два две, три, четыре, пять, шесть, семь, восемь, девять, десять',
  after: 'назад|тому назад',
  spans: {
    'minute 0': 'только что|сейчас',
    'minute 1': 'минуту назад',
    'hour 1': 'час назад',
    'day 0': 'сегодня',
    'day 1': 'вчера|день назад',
    'day 2': 'позавчера',
    'week 0': 'на этой неделе|на этой нед',
    'week 1': 'на прошлой неделе|на прошлой нед|неделю назад',
    'month 0': 'в этом месяце|в этом мес',
    'month 1': 'в прошлом месяце|в прошлом мес|месяц назад',
    'year 0': 'в этом году|в этом г',
    'year 1': 'в прошлом году|в прошлом г|год назад',
  },
  edited: 'изменено изменён обновлено отредактировано отредактирован ред',
}

const id: DateWords = {
  months:
    'januari jan, februari feb, maret mar, april apr, mei, juni jun, juli jul, agustus agu agt, september sep, oktober okt, november nov, desember des',
  weekdays: 'senin sen, selasa sel, rabu rab, kamis kam, jumat jum, sabtu sab, minggu min',
  units: {
    second: 'detik dtk',
    minute: 'menit mnt',
    hour: 'jam',
    day: 'hari',
    week: 'minggu mgg',
    month: 'bulan bln',
    year: 'tahun thn',
  },
  numerals: 'satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, sepuluh',
  after: 'yang lalu|lalu',
  spans: {
    'minute 0': 'baru saja|sekarang',
    'minute 1': 'semenit yang lalu|semenit lalu',
    'hour 1': 'sejam yang lalu|sejam lalu',
    'day 0': 'hari ini',
    'day 1': 'kemarin|sehari yang lalu',
    'day 2': 'kemarin dulu|kemarin lusa|selumbari',
    'week 0': 'minggu ini|mgg ini',
    'week 1': 'minggu lalu|mgg lalu|seminggu yang lalu|seminggu lalu',
    'month 0': 'bulan ini|bln ini',
    'month 1': 'bulan lalu|bln lalu|sebulan yang lalu|sebulan lalu',
    'year 0': 'tahun ini|thn ini',
    'year 1': 'tahun lalu|thn lalu|setahun yang lalu|setahun lalu',
  },
  edited: 'diedit diperbarui diubah',
}

/** Of these only calendar dates are read. */
function calendarOnly(months: string, weekdays: string): DateWords {
  return { months, weekdays, units: {}, numerals: '', spans: {}, edited: '' }
}

const uk = calendarOnly(
  'січень січня січ, лютий лютого лют, березень березня бер, квітень квітня квіт, травень травня трав, червень червня черв, липень липня лип, серпень серпня серп, вересень вересня вер, жовтень жовтня жовт, листопад листопада лист, грудень грудня груд',
  "понеділок пн, вівторок вт, середа ср, четвер чт, п'ятниця пт, субота сб, неділя нд",
)
const ro = calendarOnly(
  'ianuarie ian, februarie feb, martie mar, aprilie apr, mai, iunie iun, iulie iul, august aug, septembrie sept, octombrie oct, noiembrie noi nov, decembrie dec',
  'luni lun, marți mar, miercuri mie, joi, vineri vin, sâmbătă sâm, duminică dum',
)
const hu = calendarOnly(
  'január jan, február febr, március márc, április ápr, május máj, június jún, július júl, augusztus aug, szeptember szept, október okt, november nov, december dec',
  'hétfő, kedd, szerda, csütörtök, péntek, szombat, vasárnap',
)
const el = calendarOnly(
  'ιανουαρίου ιανουάριος ιαν, φεβρουαρίου φεβρουάριος φεβ, μαρτίου μάρτιος μαρ, απριλίου απρίλιος απρ, μαΐου μάιος μαΐ, ιουνίου ιούνιος ιουν, ιουλίου ιούλιος ιουλ, αυγούστου αύγουστος αυγ, σεπτεμβρίου σεπτέμβριος σεπ, οκτωβρίου οκτώβριος οκτ, νοεμβρίου νοέμβριος νοε, δεκεμβρίου δεκέμβριος δεκ',
  'δευτέρα δευ, τρίτη τρί, τετάρτη τετ, πέμπτη πέμ, παρασκευή παρ, σάββατο σάβ, κυριακή κυρ',
)
const ar = calendarOnly(
  'يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر',
  'الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد',
)

export const DATE_WORDS: Readonly<Record<string, DateWords>> = {
  ...{ en, de, fr, es, it, nl, pt, pl, ja, zh, ko, sv, da, no, fi, cs, tr, ru, id },
  ...{ uk, ro, hu, el, ar },
}

const LANGUAGES = Object.values(DATE_WORDS)

/** The forms of each thing in a list of {@link DateWords}. */
export function formsOf(list: string): string[][] {
  if (list === '') return []
  return list.split(', ').map((forms) => forms.split(' '))
}

/** Month by word, over all languages: no word names two different months (a test says so). */
export const MONTH_BY_WORD: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap(({ months }) =>
    formsOf(months).flatMap((words, i) => words.map((word) => [word, i + 1] as const)),
  ),
)

/** Days of the week by word, 1 (Monday) to 7: short words mean several ("mar" is a Tuesday in three languages). */
export const WEEKDAYS_BY_WORD: ReadonlyMap<string, ReadonlySet<number>> = weekdaysByWord()

function weekdaysByWord(): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>()
  for (const { weekdays } of LANGUAGES) {
    formsOf(weekdays).forEach((words, i) => {
      for (const word of words) days.set(word, (days.get(word) ?? new Set()).add(i + 1))
    })
  }
  return days
}

/** Words of several words are separated by bars. */
export function phrasesOf(list: string | undefined): string[] {
  return list === undefined || list === '' ? [] : list.split('|')
}

/** "Edited", "updated" and the like in every language. */
export const EDITED_WORDS: readonly string[] = LANGUAGES.flatMap(({ edited }) =>
  phrasesOf(edited).flatMap((words, i) => (i === 0 ? words.split(' ') : [words])),
)

/** Whether a lower-case word is a unit of time in any language ("3 weeks"). Single letters are not enough. */
export function isTimeUnit(word: string): boolean {
  return TIME_UNITS.has(word)
}

const TIME_UNITS = new Set(
  LANGUAGES.flatMap(({ units }) =>
    Object.values(units).flatMap((forms) => forms.split(' ')),
  ).filter((word) => !/^[a-z\p{sc=Cyrl}]$/u.test(word)),
)

/** How day, month and year stand in a date of figures. */
export type WrittenOrder = 'dmy' | 'mdy' | 'ymd'

/** How a locale orders `03/04/2026` (CLDR 48); null for those that use several orders or of which no one knows. */
export function orderOfLanguage(language: string | null): WrittenOrder | null {
  if (language === null) return null
  const [base = '', ...rest] = language.toLowerCase().split(/[-_]/)
  const region = rest.find((part) => /^[a-z]{2}$/.test(part)) ?? ''
  const locale = region === '' ? base : `${base}-${region}`
  if (MIXED.has(locale)) return null
  if (MONTH_FIRST.has(locale)) return 'mdy'
  if (YEAR_FIRST.has(base) || YEAR_FIRST.has(locale)) return 'ymd'
  return DAY_FIRST.has(base) || DAY_FIRST.has(locale) ? 'dmy' : null
}

const MONTH_FIRST = new Set(['en-us', 'en-ph'])
const YEAR_FIRST = new Set(['ja', 'zh', 'ko', 'hu', 'lt', 'sv', 'fr-ca', 'en-ca', 'en-za'])
const DAY_FIRST = new Set(
  'de fr es it nl pt pl ru uk cs sk da nb nn no fi el ro bg hr tr id vi en-gb en-ie en-au en-nz en-in'.split(
    ' ',
  ),
)
/** Locales of day-first languages where month-first is in use. */
const MIXED = new Set(['es-us', 'es-pr', 'es-pa'])

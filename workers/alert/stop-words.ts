/**
 * Words that carry no topic, in the languages whose stemmers we use and German, by BCP 47 language. Negations
 * are not among them: "not charging" says what is wrong. Written for this purpose: `natural` has no German list, and
 * its others hold too little (English lacks contractions) or too much (verbs that complaints are made of).
 */
const LISTS: Record<string, string> = {
  en: `a about after again all also am an and any are as at be because been before being both but by can could did
    do does doing down during each even ever every few for from further get got had has have having he her here hers him
    his how i i'd i'll i'm i've if in into is it it's its itself just like me more most much my myself of off on once one
    only or other our out over own really s same she should since so some such t than that that's the their them then there
    these they they're this those through to too under up us very was we we're were what when where which while who why
    will with would you your yours yourself`,
  de: `aber ab alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei damit dann das
    dass dazu dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine
    einem einen einer eines er es etwas euch euer für gegen habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr
    ihre im in ins ist ja jede jedem jeden jeder jedes jetzt kann können man mein meine meinem meinen meiner mich mir
    mit muss müssen nach noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so sogar soll sollte über um und
    uns unser unter vom von vor war waren warum was weil welche wenn wer werden wie wieder will wir wird wo wurde würde
    zu zum zur zwar`,
  fr: `a ai ainsi alors après as au aucun aussi autre aux avant avec avez avoir avons bien c'est ça car ce cela ces cet
    cette ceux chaque comme dans de depuis des deux donc du elle elles en encore entre est et étaient était être eu
    fait faire il ils j'ai je la le les leur leurs lui ma mais me même mes moi mon ne nos notre nous on ont ou où par
    pendant peu peut plus pour pourquoi qu quand que quel quelle qui quoi sa se ses si soi son sont sous sur ta te tes
    toi ton tous tout toute toutes très tu un une vos votre vous y`,
  es: `a al algo ante antes así aún aunque bien cada casi como con cual cuando de del desde donde dos el él ella ellas
    ellos en entre era eran es esa ese eso esta está están estar estas este esto estos fue fueron ha hace hacer han has
    hasta hay he la las le les lo los más me mi mis mucho muy nos o os otra otro para pero poco por porque pues que
    qué quien se sea ser si sí sido sobre son soy su sus también tan tanto te tener tengo tiene todo todos tu tus un una
    unas uno unos y ya yo`,
  it: `a ad ai al alla alle anche ancora avere che chi ci col come con cosa così cui da dagli dai dal dalla de degli dei
    del della delle dello di dopo due e è ed era essere fa fino fra gli ha hanno ho i il in io la le lei li lo loro lui
    ma me mentre mi mia mie miei mio molto ne nei nel nella o ogni ora per perché perché più poi prima quando quanto
    quella quello questa queste questi questo qui se sei si sia siamo sono sta su sua sue sui sul sulla suo te ti tra
    tu tutti tutto un una uno vi`,
  nl: `aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge had
    heb hebben heeft hem het hier hij hoe hun iemand ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na
    naar nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat
    we wel werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou`,
  pt: `a ainda ao aos as até com como cada da das de dela dele depois do dos e é ela elas ele eles em entre era essa
    esse esta está estão este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na nas no nos o os ou
    para pela pelo por porque pra quando que quem se sem ser seu sua são só também te tem ter todo todos tudo um uma
    você`,
}

const BY_LANGUAGE = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
)

/** Whether a lower-case word of a language (without region) carries no topic. Unknown languages have none. */
export function isStopWord(word: string, language: string): boolean {
  return BY_LANGUAGE.get(language)?.has(word) ?? false
}

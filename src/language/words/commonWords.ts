/** The commonest short words of languages with Latin letters, in small letters: what tells one language from another in a few lines. */
export const commonWords: Readonly<Record<string, string>> = {
  sv: 'och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år hon vad du ska eller mig dig här där nu bara aldrig ingen något någon vill ser går står kommer måste hans hennes ut upp mot över under utan efter igen redan hej ja nej tack varför vem',
  en: "the and to of a in that is was it for on you he with as i his they be at one have this from or had by not but what all were when your we there can an she do will if up out them then so some her would him into has look two could go see no way who its now did get come don't it's i'm yes why never nothing here where back over again my me",
  da: 'og at det som en på er af for med til den har de ikke om et han men var jeg sig fra vi så kan når hun hvad du skal eller mig dig her der nu bare aldrig ingen noget nogen vil ser går står kommer hvorfor hvem hvor hvordan vi tak ja nej ud op mod over uden efter igen ved gør være bliver må',
  nb: 'og at det som en på er av for med til den har de ikke om et han men var jeg seg fra vi så kan når hun hva du skal eller meg deg her der nå bare aldri ingen noe noen vil ser går står kommer hvorfor hvem hvor hvordan takk ja nei ut opp mot over uten etter igjen vet gjør være blir må',
  fi: 'ja on ei se hän minä sinä me te he että kun mitä mikä missä mihin nyt tämä tuo ne niin mutta jos vain myös kuin olen olet oli ole en et emme joka kaikki vielä jo sitten täällä tänne siellä miksi kuka koskaan mitään mikään joku minun sinun hänen minut sinut sen kanssa pois takaisin kyllä joo kuin voi pitää tulee menee katsoo istuu seisoo hiljaa',
  de: 'und der die das ist ich nicht du zu sie er wir ein eine es mit den auf dem sich von wie was für auch an im so aber hat noch nach aus bei wenn nur war mir mich dich dir ja nein warum hier da über unter wieder kein keine muss schon',
  nl: 'de het een en van ik je is dat niet op te in zijn met voor er maar ze hij we aan als om dan wat naar ook uit bij nog zo kan mijn geen ja nee waarom hier daar over onder weer moet heeft',
  fr: "le la les de des du un une et est je tu il elle nous vous que qui ne pas dans ce se sur avec pour au en mais plus tout bien oui non pourquoi ici c'est j'ai mon ma son sa ses être avoir fait sans",
  es: 'el la los las de un una y es que en no se por con para su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me te yo tú qué aquí está son hay nada nunca',
  it: 'il lo la i gli le di un una e è che non in si per con da sono mi ti ma come anche più questo quando cosa perché qui io tu lui lei noi voi del della nel alla sì no ha ho mai niente',
  'pt-BR':
    'o a os as de um uma e é que em não se por com para seu sua ao do da mais mas como eu você ele ela nós isso este esta quando muito sem sobre também me te sim aqui está são nada nunca',
  pl: 'i w nie się na to jest że z do jak co tak ale za od po czy ja ty on ona my wy mnie ciebie już tylko przez dla pod nad gdzie kiedy dlaczego nic nigdy',
  hu: 'a az és hogy nem is egy van ez meg de csak ha mi én te ő mert már el ki itt ott igen most még volt semmi soha miért',
  tr: 've bir bu da de ne için ben sen o var yok mi mı ama çok gibi daha ile değil evet hayır burada şimdi neden hiç',
  ro: 'și de la în nu un o este pe cu că să ce mai din se am ai are pentru dar el ea noi voi eu tu da aici acum nimic niciodată',
  hr: 'i je u na se da ne to što za od sam si su ali kao ja ti on ona mi vi bi će nije gdje kada zašto ništa nikad',
  ca: 'el la els les de un una i és que en no es per amb al com més però jo tu ell ella això aquí són res mai molt sense també',
  id: 'yang dan di itu ini dengan untuk tidak aku kamu dia dari ke ada akan saya kita apa sudah bisa atau pada mereka jangan kenapa',
};

//! The names of months.

/// Names and their usual abbreviations, January first.
pub(super) const MONTHS: [&str; 12] = [
    "january, jan, januar, jänner, janvier, janv, enero, ene, janeiro, gennaio, gen, januari, stycznia, styczeń, ocak, января, январь, січня, січень, tammikuu, tammikuuta, يناير",
    "february, feb, februar, février, févr, fév, febrero, fevereiro, fev, febbraio, februari, lutego, luty, şubat, февраля, февраль, лютого, лютий, helmikuu, helmikuuta, فبراير",
    "march, mar, märz, mär, mars, marzo, março, maart, marca, marzec, mart, марта, март, березня, березень, maaliskuu, maaliskuuta, مارس",
    "april, apr, avril, avr, abril, abr, aprile, kwietnia, kwiecień, nisan, апреля, апрель, квітня, квітень, huhtikuu, huhtikuuta, أبريل",
    "may, mai, mayo, maio, maggio, mag, mei, maj, maja, mayıs, мая, май, травня, травень, toukokuu, toukokuuta, مايو",
    "june, jun, juni, juin, junio, junho, giugno, giu, czerwca, czerwiec, haziran, июня, июнь, червня, червень, kesäkuu, kesäkuuta, يونيو",
    "july, jul, juli, juillet, juil, julio, julho, luglio, lug, lipca, lipiec, temmuz, июля, июль, липня, липень, heinäkuu, heinäkuuta, يوليو",
    "august, aug, août, aout, agosto, ago, augustus, augusti, sierpnia, sierpień, ağustos, августа, август, серпня, серпень, elokuu, elokuuta, أغسطس",
    "september, sep, sept, septembre, septiembre, setiembre, setembro, set, settembre, września, wrzesień, eylül, сентября, сентябрь, вересня, вересень, syyskuu, syyskuuta, سبتمبر",
    "october, oct, oktober, okt, octobre, octubre, outubro, out, ottobre, ott, października, październik, ekim, октября, октябрь, жовтня, жовтень, lokakuu, lokakuuta, أكتوبر",
    "november, nov, novembre, noviembre, novembro, listopada, listopad, kasım, ноября, ноябрь, листопада, листопад, marraskuu, marraskuuta, نوفمبر",
    "december, dec, dezember, dez, décembre, déc, diciembre, dic, dezembro, dicembre, grudnia, grudzień, aralık, декабря, декабрь, грудня, грудень, joulukuu, joulukuuta, ديسمبر",
];

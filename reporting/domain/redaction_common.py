"""Words so common in a bulletin that they tell nothing, in English and in French, folded.

They keep a worker called Will or Rose from making every "will" and "rose" an alarm, and common
words of a report from looking rare. Written for this project; not a frequency list.
"""

_ENGLISH = """
a able about above accept accepts account accounts across act acts after afternoon again against
age ago agree agreed agrees all allow alone along already also always am amount an and angry
another answer answers any anybody anyone anything appointment april are area areas argue around
arrest arrested arrive arrived as ask asked asking asks at attack attacked august available
avoid away back bad badge bag bank be beard beat became because become been before began begin
behind being belongings below beside best better between big black blade block blocked blocks
blue body book booked booking books both box break breath brown build building bulletin but buy
by call called calling calls came camera can cannot car care careful cars cash cause change
charge check checked children choke choked chokes choking claim claims clean clear client
clients close clothes clothing colour come comes coming community condom condoms contact
continue cost could couple cover credit damage danger dangerous dark date dates day days
december demand demanded demands deposit description did different do does dog dollars done door
doors down drink drinks drive driver drives driving drop dropped drove drug drugs drunk during
each early east either end enough enter escort even evening evenings ever every everything
except exit eye eyes face fact fake fare february feel fell few fifties fifty fight film filmed
films find fine finger first follow followed follows food for force forced forties forty forward
found four free friday friend friends from front full further gave general get gets getting girl
girls give given gives go goes going gold gone good got grab grabbed great green grey group
guard guy had hair half hand hands hang happen happened happens hard has hat have he head hear
heard heavy held help her here hers herself hid hidden hide hides high him himself his hit hits
hold holds home hope hotel hour hours house how however hurt hurts if ill in incident indoors
inside insist insisted insults into is it its itself january july june just keep keeps kept kind
knew knife know known knows large last late later laugh leave leaves leaving left less let lets
letter lie lied lies life light like likely list little live living lock locked locks long look
looked looking looks lost lot loud made make makes making man many march mark marks married may
maybe me mean men mention message messages met middle might mind minute minutes missing moment
monday money month months more morning most moved much must my name named names near neck need
needs neighbour never new next nice night nights no nobody none normal north nose not nothing
notice noticed november now number numbers obey october of off offer offered offers officer
often old older on once one online only open opened or orange order orders other others our out
outdoors outside over own owner paid part party past pay paying payment pays people perhaps
person phone phones photo photos pick picked picks picture pictures place plan plate plates play
please plus point police polite possible post pretend pretends price probably problem promise
promised public pull pulled push pushed put puts question quick quickly quiet quite raised ran
rather reach read ready real really rear reason receive record red refuse refused refuses
remember remove removed removes repeat report reported reports rest return returned returns ride
right rings robbed robbery room rose rough round rude rule run runs rushed safe safety said same
saturday saw say saying says scar screen seat seats second see seem seemed seems seen self send
sends sent september service services set several sex sexual shared she shirt short should shout
shouted show showed shown shows side sign silver similar since single skin slap slapped slaps
small smell smells smile so some somebody someone something sometimes soon south speak speaks
staff stand start started starts state stay stays steal still stole stolen stood stop stopped
stops story straight strange street strong stuff such sudden suddenly suit sunday sure suv take
taken takes taking talk talks tall tattoo tell tells ten text texts than that the their them
then there these they thick thin thing things think third thirties thirty this those thought
threat threaten threatened threatening threatens threats three through throw thursday tie till
time times tired to today together told too took tooth top touch touched toward town transfer
tried tries truck true trust try trying tuesday turn turned turns twenties twice two type under
unless until up upset us use used user uses usually van vehicle very video violence violent
visit visits voice wait waited waiting waits walk walked wallet want wanted wants warn warned
warning was watch way we weapon wear wearing wears wednesday week weekday weekdays weekend weeks
well went were west what when where whether which while white who whole why wife will window
with within without woman women word words work worked worker workers working works worse would
wrong year years yell yelled yelling yellow yes yesterday yet you young your yours
"""
_FRENCH = """
a abord absent accent accepte accepter accord acte actes adresse afin age agee agent agit agite
agressif agression ai aide aider aime ainsi aller alors ami amie amis an ancien annee annees
annonce ans appel appeler appelle appels appris apres apresmidi argent arme armes arrestation
arret arrete arreter arriere arrive arriver as assez assis attend attendez attendre attention au
aucun aucune auparavant aussi autour autre autres aux avait avance avant avec avez avoir avril
banque barbe bas beau beaucoup besoin bien blanc blanche bleu bleue bloque bloquer bonne bord
bouche bout bras brun brune bulletin but ca cache cachee cacher car carte cause ce cela celle
celles celui centre cependant certain ces cet cette ceux chacun chambre change chaque chauffeur
cher cherche chercher cheveux chez chien chose choses ci cinq cinquantaine clair client
clientele clients coin coller combien comme commence commencer comment communaute compte condom
condoms conducteur conduit confirme confort connait connu consentement consommation contact
continue contraire contre corps cote cou coup coups cours court courte couteau crie crier croit
cuir d dame danger dangereux dans de debout debut decembre dedans dehors deja demande demander
demandez demi dent depart depuis derniere derriere des deux devant devenir devenu deviendra
dimanche dire dis disant disent disparu dispute dit dix doigt doit dollars dommage donc donne
donner dont dos doucement doute doux drogue drogues droit droite du durant dure duree e eau
ecoute ecran effet egalement elle elles emmene en encore endroit enfin enleve enlever ensemble
ensuite entre entrer envers environ envoie envoyer epais equipe es escorte est et etaient etait
etant ete etes etrangle etre eu eux evite eviter exige exiger face facon faire fait faites
fausse faut faux femme femmes fenetre ferme fermer fevrier fille filles film filme filmer fin
finit fois font force forcer fort forte fourgonnette frappe frapper froid gauche general genre
gens gentil gentille gifle grand grande gris grise gros grosse groupe habite haut hesite heure
heures hier homme hommes hors hotel ici il ils images importe incident inconnu insigne insiste
insulte insultes interieur invente jamais janvier jaune je jeudi jeune joue jour jours juillet
juin jusqu jusque juste l la laisse laisser lame le lentement les leur leurs libre lieu lieux
limite limites lire loin long longs longtemps lors lui lundi lunettes ma madame mai main mains
maintenant mais maison mal maniere manque manteau marchande marche mardi mari mariee maries mars
matin mauvais mauvaise me mefiant meme memes menace menacer menaces merci mercredi mes message
messages met mettre midi mieux milieu mince mis moins mois moment mon montre montrer mot mots
moustache moyen n ne nez ni noir noire nom nombre nomme non nos notre nous nouveau nouvelle
novembre nuit nuits numero numeros obtient octobre oeil offre offrir on ont or ordre ou oui
ouvre ouvrir paie paiement par paraissait parait parce pareil parfois parfum parle parler parole
part parti partie partir pas passe passer pay payer pendant pense permet personne personnes
petit petite peu peur peut peuvent photo photos pire place plaque plein plus plusieurs plutot
point poli police pont porte porter portiere portieres possible pour pourquoi pousse pousser
pouvoir premier premiere prend prendre prenom pres presente presque preter prevenez prevenir
prix probleme prochain proches propose propre prudent prudente prudentes puis qu quand
quarantaine quatre que quel quelle quelqu quelque quelques qui quitte quoi raccrochez radio
raison rappelle recoit refus refuse refuser regarde regardez rend rendez rentre reserve reserver
respecte reste rester retard retient retire retirer retour reviens revient rien rose rouge roule
route rue s sa sac sait salon samedi sans se secours seins selon semaine semble sens sent sept
septembre sera serait sert serveur service services ses seul seule si sien signale signalement
signes situation six soir soiree soit soixantaine somme son sont sort sortie souffre sous
souvent suit suite sur surtout table taille tant tard tatouage tatoue tel telephone telle temps
tente terre tete texte textes tient tire tirer toi tombe ton tot toucher toujours tour tous tout
toute toutes travail travaille travailler travailleuse travailleuses trentaine tres trois trop
trouve trouver tu tuque un une usage utilise va vais vehicule vendredi venir vent verifiez
verrouille vers vert verte vetements veut vi video vie vient vieux ville vingtaine violence
violences violent virement visage visite visites vite vitre voir voit voiture voix vol voler
votre voulait voulu vous vrai vraiment vue y yeux zone
"""
_GRAMMAR = """
a about after ai all also an and any are as at au aussi aux avait avec avoir be because been
before but by c can ce ces cet cette could d dans de des did do does du elle elles en est et
etait ete etre eu for from get got had has have he her him his how i if il ils in into is it its
j je just l la le les leur leurs like lui m ma mais me meme mes mon more my n ne ni no not nous
of off on one ont or other ou out over own par pas plus pour qu que qui s sa sans se ses she si
so some son sont sur t ta te tes than that the their them then there they this to toi ton too
tout tres tu un une up va very vous was we were what when where which who will with would y you
your
"""
COMMON = frozenset(_ENGLISH.split()) | frozenset(_FRENCH.split())

FUNCTION_WORDS = frozenset(_GRAMMAR.split())
"""Words of grammar only: a run of nothing else copies no content."""

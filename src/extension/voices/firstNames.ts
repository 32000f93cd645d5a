/**
 * Common first names and whether a woman or a man has them, for the voice that a character gets unasked. Swedish and other Nordic,
 * Finnish, English, German, French and Spanish. Names that both have, or that another of these languages gives to the other, are left
 * out (Robin, Kim, Jean, Andrea): nothing is guessed from them.
 */

export type Gender = 'female' | 'male';

const female = `
  Agda Agnes Agneta Aina Alice Alicia Alma Alva Amanda Anette Ängla Anita Anna Annie Annika Åsa Åse Astrid Barbro
  Beata Berit Birgit Birgitta Birthe Björk Bodil Brita Britt Britta Carina Carolina Caroline Cecilia Charlotta
  Charlotte Christina Cornelia Dagny Dorthe Ebba Edit Edith Elin Elina Elisabeth Elise Ella Ellen Ellinor Elsa
  Elvira Emelie Emilia Emma Erika Ester Eva Evelina Felicia Freja Frida Gerda Gitte Greta Gudrun Gun Gunilla Gunnel
  Guðrún Hanna Hanne Hedda Hedvig Helen Helena Helga Helle Hilda Hilma Hjördis Hrafnhildur Ida Ingeborg Inger Ingrid
  Irene Iris Isabella Jenny Jessica Johanna Josefin Julia Kajsa Karin Karolina Katarina Kerstin Kirsten Kristina
  Lena Lina Linda Linn Linnea Lisa Lisbeth Liv Lone Lotta Louise Lovis Lovisa Madeleine Maja Majken Malin Margareta
  Margit Mari Maria Marianne Marie Marit Marta Marte Mathilda Matilda Mette Mia Mikaela Moa Molly Monica Monika My
  Nanna Nina Nora Olivia Pernilla Petra Pia Ragnhild Rakel Rebecka Rikke Ronja Rosa Rut Ruth Saga Sanna Sara Selma
  Signe Sigrid Sigríður Siri Siv Sofia Sofie Solveig Sonja Stina Sunniva Susanne Svea Sylvia Tekla Thea Tilda Tora
  Torborg Tova Tove Trine Turid Tuva Tyra Ulla Ulrika Unni Vendela Vera Veronika Viktoria Vilma Viola Viveka Wilma
  Ylva Yvonne

  Aila Aino Anneli Anni Annikki Eeva Eija Eila Elli Emmi Heli Helmi Hilkka Iida Inkeri Irma Jaana Kaarina Kaisa
  Katri Kirsi Lahja Leena Liisa Maarit Marja Marjatta Merja Minna Mirja Niina Oona Outi Päivi Paula Pirjo Pirkko
  Raija Riikka Riitta Ritva Saara Saija Sari Satu Seija Sirkka Sirpa Suvi Taina Tarja Terhi Tiina Tuula Tuuli Venla
  Virpi

  Abigail Ada Adele Alexandra Alison Amelia Amy Angela Ann Anne Audrey Ava Barbara Beatrice Becky Bella Beth Betty
  Brenda Bridget Carol Catherine Chloe Christine Claire Clara Daisy Daphne Dawn Debbie Deborah Diana Donna Doris
  Dorothy Eileen Eleanor Eliza Elizabeth Emily Erin Ethel Eve Fiona Flora Florence Frances Georgia Gillian Gloria
  Grace Gwen Hannah Harriet Hazel Heather Heidi Holly Imogen Isla Isobel Jane Janet Janice Jemima Jennifer Jill
  Joanna Joanne Josephine Joyce Judith Judy Julie June Karen Kate Katherine Kathleen Kathy Katie Laura Lauren Leah
  Lillian Lily Lois Lorraine Lucy Lydia Lynn Mabel Maggie Margaret Martha Mary Maud Mavis Megan Melanie Melissa
  Michelle Mildred Miranda Moira Nancy Naomi Natalie Natasha Nell Nicole Olive Ophelia Pamela Patricia Pauline Peggy
  Penelope Phoebe Polly Poppy Rachel Rebecca Rosalind Rose Rosemary Rosie Ruby Sally Samantha Sandra Sarah Sharon
  Sheila Shirley Sophie Stella Stephanie Susan Suzanne Tamara Tanya Teresa Theresa Tina Tracy Ursula Valerie Vanessa
  Victoria Violet Virginia Vivian Wendy Winifred Zoe

  Anja Anke Antje Bärbel Brigitte Christa Dagmar Elke Erna Frieda Gabriele Gisela Gretchen Hannelore Heike Hildegard
  Ilse Jana Jutta Karla Katja Katrin Liesel Lieselotte Luise Mareike Margarete Mathilde Nadja Renate Rosemarie
  Sabine Sieglinde Silke Steffi Svenja Tanja Trude Ulrike Ute Waltraud Wiebke

  Agathe Amélie Anaïs Anne-Marie Antoinette Aurélie Bernadette Céline Chantal Clémence Colette Corinne Danielle
  Delphine Denise Élodie Émilie Françoise Gabrielle Geneviève Giselle Hélène Hortense Inès Isabelle Jacqueline
  Jeanne Juliette Laetitia Léa Lucie Manon Margaux Margot Marguerite Marine Marion Martine Mireille Monique Nathalie
  Océane Odette Sandrine Simone Solange Sylvie Thérèse Véronique Virginie Yvette

  Alba Alejandra Ana Araceli Beatriz Blanca Carla Carmen Catalina Concepción Consuelo Cristina Dolores Elena
  Esperanza Esther Eugenia Fernanda Francisca Gabriela Isabel Josefa Juana Leticia Lola Lourdes Lucía Luisa Luz
  Manuela Marcela Marisol Mercedes Montserrat Natalia Noelia Nuria Paloma Paz Pilar Raquel Rocío Silvia Sol Soledad
  Susana Valentina Verónica Ximena Yolanda`;

const male = `
  Adam Åke Albert Albin Alexander Alf Alfred Algot Allan Alvar Åmund Anders Andreas Anton Arne Aron Artur Arvid
  Asger Assar August Axel Bengt Bernt Bertil Birger Bjarne Björn Bo Börje Bosse Carl Christer Christian Christoffer
  Dag Daniel David Douglas Ebbe Edvard Edvin Egill Einar Eivind Elias Elis Elof Emil Erik Erland Ernst Espen Evert
  Filip Flemming Folke Frans Fredrik Fritiof Geir Georg Gerhard Gillis Gjermund Göran Gösta Göte Gottfrid Greger
  Gunnar Gustaf Gustav Håkan Halvor Hampus Hans Harald Harry Hasse Håvard Helge Henning Henrik Herbert Herman
  Hilding Hjalmar Holger Hugo Ib Ingemar Ingvar Isak Ivan Ivar Jakob Jan Janne Jens Jeppe Jerker Jesper Joakim Jocke
  Joel Johan Johannes John Johnny Jon Jonas Jonathan Jörgen Josef Julius Kalle Kåre Karl Kaspar Kasper Kennet
  Kenneth Kenny Kent Kjell Klas Knut Kristian Kristoffer Kurt Lage Lars Lasse Leif Lennart Linus Loke Ludvig Lukas
  Magnus Malte Manfred Måns Markus Mårten Martin Mats Mattias Mauritz Max Melker Melvin Michael Mikael Milo Mogens
  Morgan Niels Nils Nisse Noak Odd Oddvar Ola Ólafur Olav Oliver Olle Olof Olov Örjan Orvar Oscar Oskar Östen Otto
  Ove Øystein Øyvind Patrik Pelle Per Peter Petter Pontus Poul Preben Ragnar Rasmus Ray Rickard Rikard Robert Roger
  Roland Rolf Ronny Rune Sebastian Sigge Sigurd Sigurður Sigvard Simon Sindre Sixten Søren Staffan Stefan Stellan
  Sten Stig Sture Styrbjörn Svante Sven Sverker Sverre Tage Terje Theodor Thor Tim Tobias Tomas Tommy Tor Torben
  Torbjörn Tord Tore Torgny Torkel Torsten Troels Trond Trygve Ture Ulf Uno Urban Valdemar Valter Verner Vidar Viggo
  Viking Viktor Vilgot Vilhelm Vincent Werner Wilhelm William Yngve

  Aarne Aki Antero Antti Ari Arto Eero Eetu Eino Erkki Esa Hannes Hannu Harri Heikki Ilkka Ilmari Jaakko Jari Jarkko
  Joonas Jorma Jouko Juha Juhani Jukka Jussi Kaarlo Kalevi Keijo Kimmo Lauri Markku Martti Matti Mikko Niilo Olavi
  Onni Oskari Paavo Pekka Pentti Pertti Petri Reijo Risto Sakari Sami Samuli Seppo Tapani Tapio Tauno Teemu Tero
  Timo Toivo Tuomas Urho Urpo Väinö Veikko Veli Vesa Ville Yrjö

  Aaron Abraham Alan Alastair Alec Alistair Andrew Andy Angus Anthony Archie Arnold Arthur Barry Ben Benjamin
  Bernard Bill Billy Bob Boris Brad Bradley Brendan Brian Bruce Bruno Callum Calvin Cecil Charles Chester
  Christopher Clark Clifford Clive Colin Craig Cyril Damian Dan Danny Darren Dave Dean Declan Dennis Derek Desmond
  Dick Dominic Don Donald Doug Dougal Duncan Dylan Earl Ed Eddie Edgar Edmund Edward Edwin Eliot Elliot Ellis Eric
  Ernest Ethan Eugene Evan Felix Fergus Finn Francis Frank Fred Frederick Gareth Gary Gavin Geoffrey George Gerald
  Gideon Gilbert Glen Gordon Graham Greg Gregory Guy Harold Harvey Hector Henry Horace Howard Hugh Humphrey Ian
  Isaac Jack Jacob James Jason Jasper Jeff Jeffrey Jeremy Jerome Jerry Jim Jimmy Joe Joseph Joshua Julian Justin
  Keith Ken Kevin Kyle Lance Larry Lawrence Leo Leon Leonard Leonardo Lewis Liam Lionel Lloyd Louis Luke Luther
  Malcolm Marcus Mark Marvin Matthew Maurice Maxwell Miles Mitchell Mortimer Nathan Ned Neil Neville Nicholas Nick
  Nigel Noah Norman Oswald Owen Patrick Paul Percy Phil Philip Phillip Quentin Ralph Randolph Raymond Reginald Rex
  Richard Rick Rob Roderick Rodney Ron Ronald Rory Ross Roy Rupert Russell Ryan Samuel Scott Sean Seth Shaun Sidney
  Silas Spencer Stan Stanley Stephen Steve Steven Stewart Stuart Ted Terence Terry Thaddeus Thomas Timothy Toby Todd
  Tom Tony Trevor Tristan Victor Vince Wallace Walter Warren Wayne Wesley Wilfred Will Winston Zachary

  Achim Armin Bastian Bernd Bernhard Bodo Burkhard Detlef Dieter Dietmar Dirk Eberhard Egon Erhard Erwin Florian
  Franz Friedrich Fritz Günter Günther Hartmut Heiko Heiner Heinrich Heinz Helmut Horst Ingo Joachim Jochen Johann
  Jörg Jürgen Karl-Heinz Klaus Konrad Lothar Ludwig Lutz Matthias Moritz Norbert Olaf Philipp Rainer Reinhard
  Rüdiger Siegfried Udo Uwe Volker Wolfgang

  Adrien Alain Alexandre Alphonse André Antoine Armand Arnaud Aurélien Baptiste Benoît Bertrand Cédric Christophe
  Clément Cyrille Damien Denis Didier Édouard Émile Étienne Fabien Fabrice Fernand François Gaspard Gaston Gérard
  Gilles Grégoire Guillaume Gustave Henri Hervé Hubert Jacques Jean-Luc Jean-Pierre Jules Julien Laurent Loïc Luc
  Lucien Marc Marcel Mathieu Maxime Michel Nicolas Olivier Pascal Philippe Pierre Rémi Rémy René Roch Romain
  Sébastien Serge Stéphane Théo Thibault Thierry Xavier Yves

  Alberto Alejandro Alfonso Alfredo Álvaro Andrés Ángel Antonio Arturo Benito Bernardo Carlos César Claudio
  Cristóbal Diego Domingo Eduardo Emilio Enrique Ernesto Esteban Federico Felipe Fernando Francisco Gabriel Gerardo
  Gonzalo Gregorio Guillermo Gustavo Hernán Ignacio Jaime Javier Joaquín Jorge José Juan Julio Lorenzo Luis Manolo
  Manuel Marcelo Marco Mario Mateo Mauricio Miguel Octavio Pablo Paco Pascual Pedro Pepe Rafael Ramiro Ramón Raúl
  Ricardo Roberto Rodrigo Salvador Santiago Sergio Teodoro Vicente`;

/** Upper case without accents: names are often written without them, and cues in capitals. */
function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replaceAll('Ø', 'O').replaceAll('Æ', 'AE');
}

const namesOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/).map(fold));
const femaleNames = namesOf(female);
const maleNames = namesOf(male);

/** Who has a first name; undefined when it is not known, or both have it. Letter case and accents do not matter. */
export function genderOfFirstName(name: string): Gender | undefined {
  const folded = fold(name);
  const isFemale = femaleNames.has(folded);
  if (isFemale === maleNames.has(folded)) return undefined;
  return isFemale ? 'female' : 'male';
}

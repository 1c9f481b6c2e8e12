<?xml version="1.0" encoding="UTF-8"?>
<!--
  html.xsl: from the statement document (docs/statement.xsd) to one page.

  The page is for people who have never heard of XBRL: what is wrong and what
  to do comes first, then the statements as tables, then each fact with its
  place in the file.  It needs no script, loads nothing and says its language.
  The words of the page are in $words, Dutch and English beside each other.
-->
<xsl:stylesheet version="1.0" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:s="https://rekenschap.example/statement/1"
    xmlns:exsl="http://exslt.org/common" xmlns:w="urn:words"
    exclude-result-prefixes="s exsl w">

  <xsl:output method="xml" omit-xml-declaration="yes" encoding="UTF-8"/>
  <xsl:strip-space elements="s:report s:findings s:statements s:facts s:statement s:rows s:row s:columns s:group s:column s:cell s:finding s:fact s:member"/>
  <xsl:param name="css"/>

  <xsl:key name="fact" match="s:fact" use="@id"/>
  <xsl:key name="figure" match="s:figure" use="@fact"/>
  <xsl:key name="cell" match="s:cell" use="@column"/>
  <xsl:key name="finding" match="s:finding" use="@id"/>
  <xsl:key name="same" match="s:finding[@same-as]" use="@same-as"/>

  <xsl:variable name="lang" select="string(/s:report/@xml:lang)"/>
  <xsl:variable name="filing" select="/s:report/s:filing"/>
  <!-- So many findings are in sight; where there are more, the first five. -->
  <xsl:variable name="sight"><xsl:choose><xsl:when test="count(/s:report/s:findings/s:finding[not(@same-as)]) &gt; 10">5</xsl:when><xsl:otherwise>10</xsl:otherwise></xsl:choose></xsl:variable>
  <!-- Reports of this many facts are folded up. -->
  <xsl:variable name="large" select="count(/s:report/s:facts/s:fact) &gt; 2000"/>

  <xsl:variable name="words-tree">
    <w:w k="skip" nl="Direct naar de inhoud" en="Skip to the contents"/>
    <w:w k="report" nl="Financieel verslag over" en="Financial report for"/>
    <w:w k="of" nl="Verslag van" en="Report of"/>
    <w:w k="number" nl="Nummer" en="Number"/>
    <w:w k="year" nl="Verslagjaar" en="Year"/>
    <w:w k="until" nl="Einde van het verslagjaar" en="End of the year"/>
    <w:w k="version" nl="Versie" en="Version"/>
    <w:w k="facts" nl="Opgegeven gegevens" en="Reported facts"/>
    <w:w k="ok" nl="In orde" en="In order"/>
    <w:w k="ok-long" nl="Bij de controles is niets gevonden dat niet klopt. U hoeft niets te doen." en="The checks found nothing wrong. There is nothing for you to do."/>
    <w:w k="warn-1" nl="Geldig, maar kijk nog naar 1 punt" en="Valid, but please look at 1 point"/>
    <w:w k="warn-a" nl="Geldig, maar kijk nog naar " en="Valid, but please look at "/>
    <w:w k="warn-b" nl=" punten" en=" points"/>
    <w:w k="warn-long" nl="Het verslag is aangenomen. Hieronder staat wat er niet lijkt te kloppen en wat u eraan kunt doen." en="The report was accepted. Below is what does not seem right and what you can do about it."/>
    <w:w k="bad-1" nl="Niet in orde: 1 fout" en="Not in order: 1 error"/>
    <w:w k="bad-a" nl="Niet in orde: " en="Not in order: "/>
    <w:w k="bad-b" nl=" fouten" en=" errors"/>
    <w:w k="bad-long" nl="Het verslag is niet geldig. Herstel wat hieronder staat en dien het opnieuw in." en="The report is not valid. Correct what is listed below and submit it again."/>
    <w:w k="note-long" nl="Er zijn alleen opmerkingen; u hoeft niets te doen." en="There are only remarks; there is nothing for you to do."/>
    <w:w k="error" nl="Fout" en="Error"/>
    <w:w k="warning" nl="Let op" en="Please check"/>
    <w:w k="note" nl="Ter informatie" en="For information"/>
    <w:w k="do" nl="Wat te doen:" en="What to do:"/>
    <w:w k="do-what" nl="Wat te doen?" en="What to do?"/>
    <w:w k="about" nl="Het gaat om:" en="It is about:"/>
    <w:w k="more" nl="meer" en="more"/>
    <w:w k="all-findings" nl="De overige bevindingen" en="The other findings"/>
    <w:w k="dropped" nl="bevindingen meer, die niet bewaard zijn" en="more findings, which were not kept"/>
    <w:w k="finding" nl="bevinding" en="finding"/>
    <w:w k="line" nl="regel" en="line"/>
    <w:w k="byte" nl="byte" en="byte"/>
    <w:w k="to" nl="t/m" en="to"/>
    <w:w k="toc" nl="Inhoud" en="Contents"/>
    <w:w k="hint" nl="Elk bedrag is een link naar de plaats waar het in het ingediende bestand staat." en="Each amount is a link to its place in the file that was submitted."/>
    <w:w k="what" nl="Omschrijving" en="Description"/>
    <w:w k="breakdown" nl="Uitsplitsing" en="Breakdown"/>
    <w:w k="value" nl="Waarde" en="Value"/>
    <w:w k="amounts" nl="Bedragen in" en="Amounts in"/>
    <w:w k="thousands" nl=", afgerond op duizenden" en=", rounded to thousands"/>
    <w:w k="millions" nl=", afgerond op miljoenen" en=", rounded to millions"/>
    <w:w k="mixed" nl=", tenzij anders vermeld" en=", unless stated otherwise"/>
    <w:w k="nil" nl="leeg opgegeven" en="reported as empty"/>
    <w:w k="none" nl="Geheel, zonder uitsplitsing" en="As a whole, no breakdown"/>
    <w:w k="show" nl="Toon de tabel" en="Show the table"/>
    <w:w k="lines" nl="bedragen" en="amounts"/>
    <w:w k="rows" nl="regels" en="rows"/>
    <w:w k="rest" nl="Gegevens die in geen overzicht staan" en="Facts that no statement shows"/>
    <w:w k="rest-long" nl="Deze gegevens zijn opgegeven, maar de overzichten hierboven hebben er geen plaats voor. Zij tellen wel mee bij de controles." en="These facts were reported, but the statements above have no place for them. They do count in the checks."/>
    <w:w k="no-taxonomy" nl="De taxonomie van dit verslag is niet gevonden. Daarom staan alle gegevens onder elkaar, met hun technische naam." en="The taxonomy of this report was not found. That is why all facts stand one below the other, under their technical names."/>
    <w:w k="cut" nl="De overzichten waren te groot om helemaal te tonen; wat ontbreekt staat eronder." en="The statements were too large to be shown whole; what is missing stands below them."/>
    <w:w k="others" nl="Over dit jaar zijn meer verslagen ingediend; dit is het laatste." en="More reports were filed for this year; this is the latest."/>
    <w:w k="all-facts" nl="Alle gegevens en hun plaats in het bestand" en="All facts and their place in the file"/>
    <w:w k="facts-long" nl="Zo staat elk gegeven in het ingediende bestand. De plaats is de regel, en de bytes geteld vanaf het begin van het bestand." en="This is how each fact stands in the file that was submitted. The place is the line, and the bytes counted from the start of the file."/>
    <w:w k="period" nl="Periode" en="Period"/>
    <w:w k="place" nl="Plaats" en="Place"/>
    <w:w k="source" nl="Zoals ingediend" en="As submitted"/>
    <w:w k="shown-in" nl="toon in" en="show in"/>
    <w:w k="show-facts" nl="Toon alle gegevens" en="Show all facts"/>
    <w:w k="file" nl="Ingediend bestand" en="File submitted"/>
    <w:w k="bytes" nl="bytes" en="bytes"/>
    <w:w k="received" nl="ontvangen" en="received"/>
    <w:w k="taxonomy" nl="Taxonomie" en="Taxonomy"/>
    <w:w k="made" nl="Gecontroleerd en gemaakt door" en="Checked and made by"/>
    <w:w k="hash" nl="Vingerafdruk (SHA-256)" en="Fingerprint (SHA-256)"/>
  </xsl:variable>
  <xsl:variable name="words" select="exsl:node-set($words-tree)/w:w"/>

  <xsl:template name="w">
    <xsl:param name="k"/>
    <xsl:variable name="word" select="$words[@k = $k]"/>
    <xsl:choose>
      <xsl:when test="$lang = 'nl'"><xsl:value-of select="$word/@nl"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$word/@en"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Words that stand in many rows, looked up once. -->
  <xsl:variable name="w-line"><xsl:call-template name="w"><xsl:with-param name="k" select="'line'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-byte"><xsl:call-template name="w"><xsl:with-param name="k" select="'byte'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-to"><xsl:call-template name="w"><xsl:with-param name="k" select="'to'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-nil"><xsl:call-template name="w"><xsl:with-param name="k" select="'nil'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-none"><xsl:call-template name="w"><xsl:with-param name="k" select="'none'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-finding"><xsl:call-template name="w"><xsl:with-param name="k" select="'finding'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-rest"><xsl:call-template name="w"><xsl:with-param name="k" select="'rest'"/></xsl:call-template></xsl:variable>
  <xsl:variable name="w-shown"><xsl:call-template name="w"><xsl:with-param name="k" select="'shown-in'"/></xsl:call-template></xsl:variable>

  <!-- The language of a text that is not in the page's. -->
  <xsl:template name="lang">
    <xsl:if test="@xml:lang and @xml:lang != $lang">
      <xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- ===== the page ===== -->

  <xsl:template match="/s:report">
    <xsl:variable name="who">
      <xsl:choose>
        <xsl:when test="$filing/@name"><xsl:value-of select="$filing/@name"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="w"><xsl:with-param name="k" select="'of'"/></xsl:call-template>
          <xsl:text> </xsl:text><xsl:value-of select="$filing/@entity"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <html lang="{$lang}">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="concat($who, ' ', $filing/@year)"/></title>
        <style><xsl:value-of select="$css"/></style>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:call-template name="w"><xsl:with-param name="k" select="'skip'"/></xsl:call-template></a>
        <header>
          <p class="kicker">
            <xsl:call-template name="w"><xsl:with-param name="k" select="'report'"/></xsl:call-template>
            <xsl:value-of select="concat(' ', $filing/@year)"/>
          </p>
          <h1><xsl:value-of select="$who"/></h1>
          <dl class="facts-of-life">
            <xsl:call-template name="item"><xsl:with-param name="k" select="'number'"/><xsl:with-param name="v" select="$filing/@entity"/></xsl:call-template>
            <xsl:call-template name="item"><xsl:with-param name="k" select="'until'"/><xsl:with-param name="v" select="$filing/@period-end-text"/></xsl:call-template>
            <xsl:call-template name="item"><xsl:with-param name="k" select="'version'"/><xsl:with-param name="v" select="$filing/@version"/></xsl:call-template>
            <xsl:call-template name="item"><xsl:with-param name="k" select="'facts'"/><xsl:with-param name="v" select="$filing/@facts"/></xsl:call-template>
          </dl>
        </header>
        <main id="main">
          <xsl:call-template name="verdict"/>
          <xsl:call-template name="contents"/>
          <xsl:apply-templates select="s:statements/s:statement"/>
          <xsl:apply-templates select="s:facts"/>
        </main>
        <xsl:call-template name="colophon"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="item">
    <xsl:param name="k"/>
    <xsl:param name="v"/>
    <xsl:if test="$v != ''">
      <div>
        <dt><xsl:call-template name="w"><xsl:with-param name="k" select="$k"/></xsl:call-template></dt>
        <dd><xsl:value-of select="$v"/></dd>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- "Not in order: 3 errors" and the like. -->
  <xsl:template name="count">
    <xsl:param name="k"/>
    <xsl:param name="n"/>
    <xsl:choose>
      <xsl:when test="$n = 1"><xsl:call-template name="w"><xsl:with-param name="k" select="concat($k, '-1')"/></xsl:call-template></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="w"><xsl:with-param name="k" select="concat($k, '-a')"/></xsl:call-template>
        <xsl:value-of select="$n"/>
        <xsl:call-template name="w"><xsl:with-param name="k" select="concat($k, '-b')"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="verdict">
    <xsl:variable name="twice" select="/s:report/s:findings/s:finding[@same-as]"/>
    <xsl:variable name="kind">
      <xsl:choose>
        <xsl:when test="$filing/@errors &gt; 0">error</xsl:when>
        <xsl:when test="$filing/@warnings &gt; 0">warning</xsl:when>
        <xsl:otherwise>ok</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <section class="verdict {$kind}" aria-labelledby="verdict">
      <h2 id="verdict">
        <xsl:choose>
          <xsl:when test="$kind = 'error'"><xsl:call-template name="count"><xsl:with-param name="k" select="'bad'"/><xsl:with-param name="n" select="$filing/@errors - count($twice[@severity = 'error'])"/></xsl:call-template></xsl:when>
          <xsl:when test="$kind = 'warning'"><xsl:call-template name="count"><xsl:with-param name="k" select="'warn'"/><xsl:with-param name="n" select="$filing/@warnings - count($twice[@severity = 'warning'])"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="k" select="'ok'"/></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </h2>
      <p>
        <xsl:choose>
          <xsl:when test="$kind = 'error'"><xsl:call-template name="w"><xsl:with-param name="k" select="'bad-long'"/></xsl:call-template></xsl:when>
          <xsl:when test="$kind = 'warning'"><xsl:call-template name="w"><xsl:with-param name="k" select="'warn-long'"/></xsl:call-template></xsl:when>
          <xsl:when test="/s:report/s:findings/s:finding"><xsl:call-template name="w"><xsl:with-param name="k" select="'note-long'"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="k" select="'ok-long'"/></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </p>
      <xsl:if test="$filing/@without-taxonomy"><p><xsl:call-template name="w"><xsl:with-param name="k" select="'no-taxonomy'"/></xsl:call-template></p></xsl:if>
      <xsl:if test="$filing/@cut"><p><xsl:call-template name="w"><xsl:with-param name="k" select="'cut'"/></xsl:call-template></p></xsl:if>
      <xsl:if test="$filing/@others"><p><xsl:call-template name="w"><xsl:with-param name="k" select="'others'"/></xsl:call-template></p></xsl:if>
      <xsl:call-template name="findings"/>
    </section>
  </xsl:template>

  <!-- ===== findings: the errors first, a few in sight ===== -->

  <xsl:template name="findings">
    <!-- One sum that was found twice is one point. -->
    <xsl:variable name="all" select="/s:report/s:findings/s:finding[not(@same-as)]"/>
    <xsl:variable name="errors" select="$all[@severity = 'error']"/>
    <xsl:variable name="rest" select="$all[@severity != 'error']"/>
    <xsl:variable name="room" select="$sight - count($errors[position() &lt;= $sight])"/>
    <xsl:if test="$all">
      <ol class="findings">
        <xsl:apply-templates select="$errors[position() &lt;= $sight]"/>
        <xsl:apply-templates select="$rest[position() &lt;= $room]"/>
      </ol>
    </xsl:if>
    <xsl:if test="count($all) &gt; $sight">
      <details>
        <summary>
          <xsl:call-template name="w"><xsl:with-param name="k" select="'all-findings'"/></xsl:call-template>
          <xsl:value-of select="concat(' (', count($all) - $sight, ')')"/>
        </summary>
        <ol class="findings">
          <xsl:apply-templates select="$errors[position() &gt; $sight]"/>
          <xsl:apply-templates select="$rest[position() &gt; $room]"/>
        </ol>
      </details>
    </xsl:if>
    <xsl:if test="$filing/@findings-dropped &gt; 0">
      <p><xsl:value-of select="concat($filing/@findings-dropped, ' ')"/><xsl:call-template name="w"><xsl:with-param name="k" select="'dropped'"/></xsl:call-template></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="s:finding">
    <li class="finding" id="{@id}">
      <p>
        <span class="word {@severity}"><xsl:call-template name="w"><xsl:with-param name="k" select="@severity"/></xsl:call-template>.</span>
        <xsl:text> </xsl:text>
        <xsl:value-of select="substring-before(concat(s:message, '&#10;'), '&#10;')"/>
      </p>
      <xsl:if test="contains(s:message, '&#10;')">
        <p class="small"><xsl:value-of select="substring-after(s:message, '&#10;')"/></p>
      </xsl:if>
      <p>
        <b><xsl:call-template name="w"><xsl:with-param name="k" select="'do'"/></xsl:call-template></b>
        <xsl:text> </xsl:text>
        <xsl:value-of select="s:help"/>
      </p>
      <xsl:choose>
        <xsl:when test="count(s:about) &gt; 6">
          <details>
            <summary>
              <xsl:call-template name="w"><xsl:with-param name="k" select="'about'"/></xsl:call-template>
              <xsl:value-of select="concat(' ', @facts, ' ')"/>
              <xsl:call-template name="w"><xsl:with-param name="k" select="'lines'"/></xsl:call-template>
            </summary>
            <xsl:call-template name="about"/>
          </details>
        </xsl:when>
        <xsl:when test="s:about">
          <p class="small"><xsl:call-template name="w"><xsl:with-param name="k" select="'about'"/></xsl:call-template></p>
          <xsl:call-template name="about"/>
        </xsl:when>
      </xsl:choose>
      <p class="small">
        <xsl:if test="@line">
          <xsl:if test="@file">
            <xsl:call-template name="name-of-file"><xsl:with-param name="path" select="@file"/></xsl:call-template>
            <xsl:text>, </xsl:text>
          </xsl:if>
          <xsl:value-of select="concat($w-line, ' ', @line)"/>
          <xsl:text> · </xsl:text>
        </xsl:if>
        <xsl:for-each select=".|key('same', @id)">
          <xsl:if test="position() &gt; 1"> · </xsl:if>
          <code><xsl:value-of select="@code"/></code>
          <xsl:if test="@source"> · <xsl:value-of select="@source"/></xsl:if>
        </xsl:for-each>
      </p>
    </li>
  </xsl:template>

  <!-- Without its folders, which are those of the machine that took it in. -->
  <xsl:template name="name-of-file">
    <xsl:param name="path"/>
    <xsl:choose>
      <xsl:when test="contains($path, '/')">
        <xsl:call-template name="name-of-file"><xsl:with-param name="path" select="substring-after($path, '/')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$path"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="about">
    <ul class="about">
      <xsl:apply-templates select="s:about"/>
      <xsl:if test="@facts &gt; count(s:about)">
        <li>… <xsl:value-of select="@facts - count(s:about)"/><xsl:text> </xsl:text><xsl:call-template name="w"><xsl:with-param name="k" select="'more'"/></xsl:call-template></li>
      </xsl:if>
    </ul>
  </xsl:template>

  <xsl:template match="s:about">
    <xsl:variable name="place" select="key('figure', @fact)[1]"/>
    <xsl:variable name="fact" select="key('fact', @fact)"/>
    <li>
      <a>
        <xsl:attribute name="href">
          <xsl:choose>
            <xsl:when test="$place"><xsl:value-of select="concat('#', $place/ancestor::s:row/@id)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('#', @fact)"/></xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <xsl:choose>
          <xsl:when test="$place/ancestor::s:row/s:label"><xsl:apply-templates select="$place/ancestor::s:row/s:label"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="$fact/s:label"/></xsl:otherwise>
        </xsl:choose>
      </a>
      <xsl:for-each select="$fact/s:member">
        <xsl:text>, </xsl:text><xsl:apply-templates select="s:label"/>
      </xsl:for-each>
      <xsl:if test="$fact/s:period">, <xsl:value-of select="$fact/s:period"/></xsl:if>
      <xsl:text>: </xsl:text>
      <b>
        <xsl:choose>
          <xsl:when test="$fact/@nil"><xsl:value-of select="$w-nil"/></xsl:when>
          <xsl:when test="$place"><xsl:value-of select="$place"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$fact/s:value"/></xsl:otherwise>
        </xsl:choose>
      </b>
    </li>
  </xsl:template>

  <xsl:template match="s:label | s:axis-label | s:title">
    <xsl:choose>
      <xsl:when test="@xml:lang and @xml:lang != $lang">
        <span lang="{@xml:lang}"><xsl:value-of select="."/></span>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== contents ===== -->

  <xsl:template name="contents">
    <nav aria-labelledby="contents">
      <h2 id="contents"><xsl:call-template name="w"><xsl:with-param name="k" select="'toc'"/></xsl:call-template></h2>
      <ol>
        <xsl:for-each select="s:statements/s:statement">
          <li>
            <a href="#{@id}"><xsl:call-template name="title"/></a>
            <xsl:if test="s:rows/s:row/s:note">
              <xsl:value-of select="concat(' (', count(s:rows/s:row/s:note), ' × ')"/>
              <xsl:value-of select="concat($w-finding, ')')"/>
            </xsl:if>
          </li>
        </xsl:for-each>
        <li><a href="#facts"><xsl:call-template name="w"><xsl:with-param name="k" select="'all-facts'"/></xsl:call-template></a></li>
      </ol>
    </nav>
    <p class="small screen"><xsl:call-template name="w"><xsl:with-param name="k" select="'hint'"/></xsl:call-template></p>
  </xsl:template>

  <xsl:template name="title">
    <xsl:choose>
      <xsl:when test="s:title"><xsl:apply-templates select="s:title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-rest"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== statements ===== -->

  <xsl:template match="s:statement">
    <xsl:variable name="rows" select="count(s:rows/s:row)"/>
    <section>
      <h2 id="{@id}"><xsl:call-template name="title"/></h2>
      <xsl:if test="not(s:title)">
        <p><xsl:call-template name="w"><xsl:with-param name="k" select="'rest-long'"/></xsl:call-template></p>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$rows &gt; 40 and ($large or not(s:title) or $rows &gt; 400)">
          <details>
            <summary>
              <xsl:call-template name="w"><xsl:with-param name="k" select="'show'"/></xsl:call-template>
              <xsl:value-of select="concat(' (', $rows, ' ')"/>
              <xsl:call-template name="w"><xsl:with-param name="k" select="'rows'"/></xsl:call-template>
              <xsl:text>)</xsl:text>
            </summary>
            <xsl:call-template name="table"/>
          </details>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="table"/></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="table">
    <div class="scroll" role="group" tabindex="0" aria-labelledby="{@id}">
      <table>
        <xsl:call-template name="caption"/>
        <thead>
          <xsl:if test="s:columns/s:group/s:member">
            <tr>
              <td></td>
              <xsl:for-each select="s:columns/s:group">
                <th class="group" scope="colgroup" colspan="{count(s:column)}">
                  <xsl:call-template name="members"/>
                </th>
              </xsl:for-each>
            </tr>
          </xsl:if>
          <tr>
            <th scope="col">
              <xsl:choose>
                <xsl:when test="@layout = 'members'"><xsl:call-template name="w"><xsl:with-param name="k" select="'breakdown'"/></xsl:call-template></xsl:when>
                <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="k" select="'what'"/></xsl:call-template></xsl:otherwise>
              </xsl:choose>
            </th>
            <xsl:apply-templates select="s:columns/s:group/s:column"/>
          </tr>
        </thead>
        <tbody>
          <xsl:apply-templates select="s:rows/s:row">
            <xsl:with-param name="columns" select="s:columns/s:group/s:column"/>
          </xsl:apply-templates>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template name="caption">
    <caption>
      <xsl:if test="not(s:period or @unit-text)"><xsl:attribute name="class">vh</xsl:attribute></xsl:if>
      <span class="vh"><xsl:call-template name="title"/>. </span>
      <span class="cap">
        <xsl:value-of select="s:period"/>
        <xsl:if test="s:period and @unit-text">. </xsl:if>
        <xsl:if test="@unit-text">
          <xsl:if test="contains(@unit, 'iso4217:')">
            <xsl:call-template name="w"><xsl:with-param name="k" select="'amounts'"/></xsl:call-template>
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:value-of select="@unit-text"/>
          <xsl:if test="@decimals = '-3'"><xsl:call-template name="w"><xsl:with-param name="k" select="'thousands'"/></xsl:call-template></xsl:if>
          <xsl:if test="@decimals = '-6'"><xsl:call-template name="w"><xsl:with-param name="k" select="'millions'"/></xsl:call-template></xsl:if>
          <xsl:if test="@mixed"><xsl:call-template name="w"><xsl:with-param name="k" select="'mixed'"/></xsl:call-template></xsl:if>
          <xsl:text>.</xsl:text>
        </xsl:if>
      </span>
    </caption>
  </xsl:template>

  <!-- The first column of a group has a line at its left. -->
  <xsl:template match="s:column">
    <xsl:variable name="edge"><xsl:if test="not(preceding-sibling::s:column)"> edge</xsl:if></xsl:variable>
    <th scope="col">
      <xsl:attribute name="class">
        <xsl:choose><xsl:when test="key('cell', @id)/s:figure/@numeric">n</xsl:when><xsl:otherwise>t</xsl:otherwise></xsl:choose>
        <xsl:value-of select="$edge"/>
      </xsl:attribute>
      <xsl:choose>
        <xsl:when test="s:label"><xsl:apply-templates select="s:label"/></xsl:when>
        <xsl:when test="s:period"><xsl:value-of select="s:period"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="k" select="'value'"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </th>
  </xsl:template>

  <!-- The members of a set, one below the other. -->
  <xsl:template name="members">
    <xsl:for-each select="s:member">
      <span class="members">
        <xsl:if test="@typed or count(../s:member) &gt; 1">
          <span class="axis"><xsl:apply-templates select="s:axis-label"/>: </span>
        </xsl:if>
        <xsl:apply-templates select="s:label"/>
      </span>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="s:row">
    <xsl:param name="columns"/>
    <xsl:variable name="row" select="."/>
    <xsl:variable name="depth"><xsl:choose><xsl:when test="@depth &gt; 6">6</xsl:when><xsl:otherwise><xsl:value-of select="@depth"/></xsl:otherwise></xsl:choose></xsl:variable>
    <tr id="{@id}">
      <xsl:choose>
        <xsl:when test="@total"><xsl:attribute name="class">total</xsl:attribute></xsl:when>
        <xsl:when test="not(s:cell)"><xsl:attribute name="class">head</xsl:attribute></xsl:when>
      </xsl:choose>
      <th scope="row" class="d{$depth}">
        <xsl:apply-templates select="s:label"/>
        <xsl:call-template name="members"/>
        <xsl:if test="not(s:label) and not(s:member)"><xsl:value-of select="$w-none"/></xsl:if>
        <xsl:if test="s:period"><span class="when"><xsl:value-of select="s:period"/></span></xsl:if>
      </th>
      <xsl:for-each select="$columns">
        <xsl:variable name="cell" select="$row/s:cell[@column = current()/@id]"/>
        <xsl:variable name="edge"><xsl:if test="not(preceding-sibling::s:column)"> edge</xsl:if></xsl:variable>
        <xsl:variable name="kind"><xsl:choose><xsl:when test="$cell/s:figure[not(@numeric)]">t</xsl:when><xsl:otherwise>n</xsl:otherwise></xsl:choose></xsl:variable>
        <td class="{$kind}{$edge}"><xsl:apply-templates select="$cell/s:figure"/></td>
      </xsl:for-each>
    </tr>
    <xsl:apply-templates select="s:note"><xsl:with-param name="span" select="count($columns) + 1"/></xsl:apply-templates>
  </xsl:template>

  <xsl:template match="s:figure">
    <xsl:if test="position() &gt; 1"><br/></xsl:if>
    <xsl:if test="@findings">
      <xsl:variable name="first" select="substring-before(concat(@findings, ' '), ' ')"/>
      <a class="mark {key('finding', $first)/@severity}" href="#{$first}">⚠<span class="vh"><xsl:value-of select="concat(' ', $w-finding, ' ', substring($first, 2))"/></span></a>
    </xsl:if>
    <a href="#{@fact}">
      <xsl:call-template name="lang"/>
      <xsl:choose>
        <xsl:when test="@nil">–<span class="vh"><xsl:value-of select="concat(' ', $w-nil)"/></span></xsl:when>
        <xsl:when test=". = ''">“”</xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </a>
    <xsl:if test="@unit-text and @unit != 'xbrli:pure'"><span class="unit"><xsl:value-of select="concat(' ', @unit-text)"/></span></xsl:if>
  </xsl:template>

  <!-- A finding at the line it is about. -->
  <xsl:template match="s:note">
    <xsl:param name="span"/>
    <xsl:variable name="finding" select="key('finding', @finding)"/>
    <tr class="note {$finding/@severity}">
      <td colspan="{$span}">
        <p>
          <span class="word {$finding/@severity}"><xsl:call-template name="w"><xsl:with-param name="k" select="$finding/@severity"/></xsl:call-template>.</span>
          <xsl:text> </xsl:text>
          <xsl:value-of select="substring-before(concat($finding/s:message, '&#10;'), '&#10;')"/>
          <xsl:text> </xsl:text>
          <a href="#{@finding}"><xsl:call-template name="w"><xsl:with-param name="k" select="'do-what'"/></xsl:call-template><span class="vh"><xsl:value-of select="concat(' ', $w-finding, ' ', substring(@finding, 2))"/></span></a>
        </p>
      </td>
    </tr>
  </xsl:template>

  <!-- ===== facts ===== -->

  <xsl:template match="s:facts">
    <section class="screen">
      <h2 id="facts"><xsl:call-template name="w"><xsl:with-param name="k" select="'all-facts'"/></xsl:call-template></h2>
      <p><xsl:call-template name="w"><xsl:with-param name="k" select="'facts-long'"/></xsl:call-template></p>
      <xsl:choose>
        <xsl:when test="$large">
          <details>
            <summary>
              <xsl:call-template name="w"><xsl:with-param name="k" select="'show-facts'"/></xsl:call-template>
              <xsl:value-of select="concat(' (', count(s:fact), ')')"/>
            </summary>
            <xsl:call-template name="fact-table"/>
          </details>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="fact-table"/></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="fact-table">
    <xsl:variable name="sources" select="boolean(s:fact/s:source)"/>
    <div class="scroll facts" role="group" tabindex="0" aria-labelledby="facts">
      <table>
        <caption><span class="vh"><xsl:call-template name="w"><xsl:with-param name="k" select="'all-facts'"/></xsl:call-template>. </span><span class="cap"><xsl:call-template name="name-of-file"><xsl:with-param name="path" select="$filing/@file"/></xsl:call-template></span></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:call-template name="w"><xsl:with-param name="k" select="'what'"/></xsl:call-template></th>
            <th scope="col"><xsl:call-template name="w"><xsl:with-param name="k" select="'period'"/></xsl:call-template></th>
            <th scope="col" class="n"><xsl:call-template name="w"><xsl:with-param name="k" select="'value'"/></xsl:call-template></th>
            <th scope="col"><xsl:call-template name="w"><xsl:with-param name="k" select="'place'"/></xsl:call-template></th>
            <xsl:if test="$sources"><th scope="col"><xsl:call-template name="w"><xsl:with-param name="k" select="'source'"/></xsl:call-template></th></xsl:if>
          </tr>
        </thead>
        <tbody>
          <xsl:apply-templates select="s:fact"><xsl:with-param name="sources" select="$sources"/></xsl:apply-templates>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template match="s:fact">
    <xsl:param name="sources"/>
    <xsl:variable name="place" select="key('figure', @id)[1]"/>
    <tr id="{@id}">
      <th scope="row">
        <xsl:apply-templates select="s:label"/>
        <xsl:call-template name="members"/>
        <code class="small"><xsl:value-of select="@concept"/></code>
        <xsl:if test="$place">
          <a class="small" href="#{$place/ancestor::s:row/@id}"><xsl:value-of select="concat($w-shown, ' ')"/><xsl:for-each select="$place/ancestor::s:statement"><xsl:call-template name="title"/></xsl:for-each></a>
        </xsl:if>
      </th>
      <td><xsl:value-of select="s:period"/></td>
      <td>
        <xsl:attribute name="class"><xsl:choose><xsl:when test="@numeric">n</xsl:when><xsl:otherwise>t</xsl:otherwise></xsl:choose></xsl:attribute>
        <xsl:call-template name="fact-value"/>
      </td>
      <td class="place">
        <xsl:value-of select="concat($w-line, ' ', @line)"/><br/>
        <span class="small"><xsl:value-of select="concat($w-byte, ' ', @offset, ' ', $w-to, ' ', @offset + @length - 1)"/></span>
      </td>
      <xsl:if test="$sources"><td><pre><xsl:value-of select="s:source"/><xsl:if test="s:source/@cut"> …</xsl:if></pre></td></xsl:if>
    </tr>
  </xsl:template>

  <xsl:template name="fact-value">
    <xsl:choose>
      <xsl:when test="@nil"><xsl:value-of select="$w-nil"/></xsl:when>
      <xsl:when test="string-length(s:value) &gt; 400">
        <details>
          <summary><xsl:value-of select="concat(substring(normalize-space(s:value), 1, 80), ' …')"/></summary>
          <pre><xsl:call-template name="lang"/><xsl:value-of select="s:value"/></pre>
        </details>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="s:value"/>
        <xsl:if test="s:denominator">/<xsl:value-of select="s:denominator"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@unit"><br/><span class="small"><xsl:value-of select="@unit"/><xsl:if test="@decimals">, decimals <xsl:value-of select="@decimals"/></xsl:if></span></xsl:if>
  </xsl:template>

  <!-- ===== where it comes from ===== -->

  <xsl:template name="colophon">
    <footer>
      <p>
        <xsl:call-template name="w"><xsl:with-param name="k" select="'file'"/></xsl:call-template>
        <xsl:text>: </xsl:text>
        <xsl:call-template name="name-of-file"><xsl:with-param name="path" select="$filing/@file"/></xsl:call-template>
        <xsl:value-of select="concat(' (', $filing/@size, ' ')"/>
        <xsl:call-template name="w"><xsl:with-param name="k" select="'bytes'"/></xsl:call-template>
        <xsl:text>, </xsl:text>
        <xsl:call-template name="w"><xsl:with-param name="k" select="'received'"/></xsl:call-template>
        <xsl:value-of select="concat(' ', translate($filing/@received, 'TZ', '  '), 'UTC).')"/>
      </p>
      <p><xsl:call-template name="w"><xsl:with-param name="k" select="'hash'"/></xsl:call-template>: <code><xsl:value-of select="$filing/@sha256"/></code></p>
      <p><xsl:call-template name="w"><xsl:with-param name="k" select="'taxonomy'"/></xsl:call-template>: <code><xsl:value-of select="$filing/@report"/></code></p>
      <p><xsl:call-template name="w"><xsl:with-param name="k" select="'made'"/></xsl:call-template><xsl:value-of select="concat(' ', $filing/@software, '.')"/></p>
    </footer>
  </xsl:template>
</xsl:stylesheet>

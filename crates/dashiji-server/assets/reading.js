/* What cannot be done without script: facts that light, keys, suggestions, the slider, zoom by drawing. Pages read well without. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }

  /* Links that are made here stay on the day that is looked at. */
  var then = /[?&]as-of=([^&#]*)/.exec(location.search);
  var query = /[?&]q=([^&#]*)/.exec(location.search);
  function at(link) { return then ? link + (link.indexOf('?') < 0 ? '?' : '&') + 'as-of=' + then[1] : link; }

  /* What is still being made: how far it is, and the page when it is there. */
  if (doc.querySelector('[data-making]') && window.fetch && window.DOMParser) {
    var again = function () {
      fetch(location.href, { headers: { Accept: 'text/html' } })
        .then(function (r) { return r.text(); })
        .then(function (page) {
          var made = new DOMParser().parseFromString(page, 'text/html');
          var told = made.querySelector('[data-making]'), here = doc.querySelector('[data-making]');
          if (!told || !here) { location.reload(); return; }
          here.textContent = told.textContent;
          setTimeout(again, 2000);
        })
        .catch(function () { setTimeout(again, 5000); });
    };
    setTimeout(again, 1500);
  }

  /* Where the rooms do not all have room, the one we are in is seen. */
  var current = doc.querySelector('.rooms [aria-current]'), rooms = current && current.closest('ul');
  if (rooms && rooms.scrollWidth > rooms.clientWidth) {
    rooms.scrollLeft = current.offsetLeft - rooms.offsetLeft - (rooms.clientWidth - current.offsetWidth) / 2;
  }

  /* Facts and their characters light each other. */
  var reading = doc.querySelector('[data-reading]');
  if (reading) {
    var by = {};
    all('[data-f]', reading).forEach(function (el) {
      el.getAttribute('data-f').split(' ').forEach(function (f) { (by[f] = by[f] || []).push(el); });
    });
    var lit = [];
    var clear = function () { lit.forEach(function (el) { el.classList.remove('lit'); }); lit = []; };
    var light = function (event) {
      var el = event.target.closest && event.target.closest('[data-f]');
      clear();
      if (!el) return;
      /* From the text the innermost fact comes first; from the list all it stands for. */
      var numbers = el.getAttribute('data-f').split(' ');
      numbers.forEach(function (f) { (by[f] || []).forEach(function (other) { other.classList.add('lit'); lit.push(other); }); });
    };
    reading.addEventListener('mouseover', light);
    reading.addEventListener('mouseleave', clear);
    reading.addEventListener('focusin', light);
    reading.addEventListener('focusout', clear);

    /* Words that are selected become the permalink. */
    var permalink = doc.querySelector('[data-permalink]');
    var base = permalink && permalink.getAttribute('href');
    var offset = function (node, at) {
      var p = (node.nodeType === 1 ? node : node.parentNode).closest('p[data-c]');
      if (!p || !reading.contains(p)) return -1;
      var range = doc.createRange();
      range.setStart(p, 0);
      range.setEnd(node, at);
      return Number(p.getAttribute('data-c')) + Array.from(range.toString()).length;
    };
    doc.addEventListener('selectionchange', function () {
      var chosen = doc.getSelection();
      if (!permalink || !chosen || chosen.isCollapsed || !chosen.rangeCount) return;
      var range = chosen.getRangeAt(0);
      var from = offset(range.startContainer, range.startOffset), to = offset(range.endContainer, range.endOffset);
      if (from < 0 || to <= from) return;
      var href = base + (base.indexOf('?') < 0 ? '?' : '&') + 'quote=' + from + '-' + to + '#quote';
      permalink.setAttribute('href', href);
      permalink.textContent = href;
      offer(range, href);
    });

    /* Beside the words that are selected: a button that copies them with their citation. */
    var tool = null;
    var offer = function (range, href) {
      if (!tool) {
        tool = doc.createElement('button');
        tool.type = 'button';
        tool.className = 'copy-tool';
        tool.addEventListener('pointerdown', function (event) { event.preventDefault(); });
        doc.body.appendChild(tool);
        doc.addEventListener('keydown', function (event) { if (event.key === 'Escape') tool.hidden = true; });
      }
      var rect = range.getBoundingClientRect(), words = range.toString().trim();
      tool.hidden = false;
      tool.textContent = permalink.getAttribute('data-copy');
      tool.style.top = (window.scrollY + rect.bottom + 6) + 'px';
      tool.style.left = Math.max(8, Math.min(window.scrollX + rect.left, window.innerWidth - 200)) + 'px';
      tool.onclick = function () {
        var text = '“' + words + '” ' + permalink.getAttribute('data-cite') + ' ' + href;
        var done = function () { tool.textContent = permalink.getAttribute('data-copied'); };
        if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, function () {}); return; }
        var box = doc.createElement('textarea');
        box.value = text;
        doc.body.appendChild(box);
        box.select();
        if (doc.execCommand('copy')) done();
        box.remove();
      };
    };
  }

  /* Keys. */
  var box = doc.getElementById('q');
  function step(by) {
    var rows = all('.row');
    /* In a running text from entry to entry. */
    if (!rows.length) rows = all('.told').map(function (told) { return told.querySelector('h3 a') || told.querySelector('p.dim a'); });
    if (!rows.length) return;
    var at = rows.indexOf(doc.activeElement);
    var next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by));
    rows[next].focus();
  }
  doc.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var tag = event.target.tagName;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(tag)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    var onRow = doc.activeElement && doc.activeElement.classList.contains('row');
    var scrolls = doc.activeElement && doc.activeElement.classList.contains('wide');
    if (event.key === '/' && box) { box.focus(); box.select(); }
    else if (event.key === '?') { location.href = at('/help'); }
    else if (event.key === 'j' || (event.key === 'ArrowDown' && onRow)) step(1);
    else if (event.key === 'k' || (event.key === 'ArrowUp' && onRow)) step(-1);
    else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !scrolls) {
      var link = doc.querySelector('main a[rel=' + (event.key === 'ArrowLeft' ? 'prev' : 'next') + ']');
      if (!link) return;
      link.click();
    } else return;
    event.preventDefault();
  });

  /* Names while one types. */
  if (box && window.fetch && location.protocol !== 'file:') {
    var list = null, chosen = -1, timer = 0, asked = 0;
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-expanded', 'false');
    box.setAttribute('aria-autocomplete', 'list');
    var hide = function () {
      if (list) list.remove();
      list = null; chosen = -1;
      box.setAttribute('aria-expanded', 'false');
      box.removeAttribute('aria-controls');
      box.removeAttribute('aria-activedescendant');
    };
    var show = function (items) {
      hide();
      if (!items.length || doc.activeElement !== box) return;
      list = doc.createElement('ul');
      list.className = 'hints';
      list.id = 'hints';
      list.setAttribute('role', 'listbox');
      list.setAttribute('aria-label', box.placeholder);
      items.forEach(function (item, k) {
        var li = doc.createElement('li'), name = doc.createElement('span'), note = doc.createElement('small');
        li.id = 'hint' + k;
        li.setAttribute('role', 'option');
        li.setAttribute('aria-selected', 'false');
        name.lang = 'zh-CN';
        name.textContent = item.name;
        note.textContent = item.kind + ' ' + item.entries;
        li.appendChild(name); li.appendChild(note);
        li.addEventListener('mousedown', function (event) { event.preventDefault(); location.href = item.link; });
        li._link = item.link;
        list.appendChild(li);
      });
      box.parentNode.appendChild(list);
      box.setAttribute('aria-expanded', 'true');
      box.setAttribute('aria-controls', 'hints');
    };
    var choose = function (k) {
      var options = all('li', list);
      options.forEach(function (o) { o.setAttribute('aria-selected', 'false'); });
      chosen = (k + options.length + 1) % (options.length + 1);
      if (chosen === options.length) { chosen = -1; box.removeAttribute('aria-activedescendant'); return; }
      options[chosen].setAttribute('aria-selected', 'true');
      box.setAttribute('aria-activedescendant', options[chosen].id);
    };
    box.addEventListener('input', function () {
      clearTimeout(timer);
      var words = box.value.trim();
      // Of fields the last alone is completed: measure:防汛.
      if (!words || /["()]/.test(words) || (/[:：]/.test(words) && !/(^|\s)[^\s:：]+[:：][^\s:：]*$/.test(words))) { hide(); return; }
      timer = setTimeout(function () {
        var mine = ++asked;
        fetch(at('/api/suggest?q=' + encodeURIComponent(words)), { headers: { Accept: 'application/json' } })
          .then(function (r) { return r.ok ? r.json() : { items: [] }; })
          .then(function (got) { if (mine === asked) show(got.items); })
          .catch(hide);
      }, 120);
    });
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { asked++; hide(); }
      if (!list) return;
      if (event.key === 'ArrowDown') { choose(chosen + 1); event.preventDefault(); }
      else if (event.key === 'ArrowUp') { choose(chosen < 0 ? all('li', list).length - 1 : chosen - 1); event.preventDefault(); }
      else if (event.key === 'Enter' && chosen >= 0) { event.preventDefault(); location.href = all('li', list)[chosen]._link; }
    });
    box.addEventListener('blur', function () { asked++; hide(); });
  }

  /* The slider tells its days while it moves, and asks when it is let go; by keys when Enter is pressed or it is left, so that ten steps do not load ten pages. */
  var slider = doc.querySelector('[data-slider]');
  if (slider) {
    var low = slider.elements.low, high = slider.elements.high;
    var words = window.Intl && new Intl.DateTimeFormat(doc.documentElement.lang, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });
    var day = function (n) { var at = new Date(n * 864e5); return words ? words.format(at) : at.toISOString().slice(0, 10); };
    var asked = low.value + ' ' + high.value, byKey = false;
    var send = function () {
      if (asked === low.value + ' ' + high.value) return;
      slider.requestSubmit ? slider.requestSubmit() : slider.submit();
    };
    slider.addEventListener('keydown', function (event) {
      byKey = true;
      if (event.key === 'Enter') { event.preventDefault(); send(); }
    });
    slider.addEventListener('pointerdown', function () { byKey = false; });
    slider.addEventListener('focusout', function (event) { if (byKey && !slider.contains(event.relatedTarget)) send(); });
    slider.addEventListener('input', function () {
      var a = Math.min(low.value, high.value), b = Math.max(low.value, high.value);
      doc.querySelector('[data-low]').textContent = day(a);
      doc.querySelector('[data-high]').textContent = day(b);
    });
    slider.addEventListener('change', function () { if (!byKey) send(); });
  }

  /* Drawing over the timeline goes into what was drawn over. */
  var zoom = doc.querySelector('[data-zoom] svg');
  if (zoom) {
    var start = null, moved = false;
    zoom.addEventListener('dragstart', function (event) { event.preventDefault(); });
    zoom.addEventListener('pointerdown', function (event) { start = event.clientX; moved = false; });
    zoom.addEventListener('pointermove', function (event) { if (start !== null && Math.abs(event.clientX - start) > 8) moved = true; });
    zoom.addEventListener('click', function (event) { if (moved) { event.preventDefault(); event.stopPropagation(); } }, true);
    doc.addEventListener('pointerup', function (event) {
      if (start === null) return;
      var a = Math.min(start, event.clientX), b = Math.max(start, event.clientX);
      start = null;
      if (!moved || event.pointerType === 'touch') return;
      var within = all('a', zoom).filter(function (link) {
        var r = link.getBoundingClientRect();
        return r.right >= a && r.left <= b;
      });
      if (!within.length) return;
      var first = new URL(within[0].getAttribute('href'), location.href).searchParams;
      var last = new URL(within[within.length - 1].getAttribute('href'), location.href).searchParams;
      location.href = at('/timeline?from=' + first.get('from') + '&to=' + last.get('to') + (query ? '&q=' + query[1] : ''));
    });
  }

  /* A name of the network lights those it was with. */
  var net = doc.querySelector('[data-network] svg');
  if (net) {
    var nodes = all('.node', net), ties = all('.ties line', net);
    var dim = function () {
      net.classList.remove('faded');
      nodes.concat(ties).forEach(function (el) { el.classList.remove('lit'); });
    };
    var raise = function (event) {
      var node = event.target.closest && event.target.closest('.node');
      dim();
      if (!node) return;
      var n = node.getAttribute('data-n');
      var light = function (n) {
        nodes.forEach(function (el) { if (el.getAttribute('data-n') === n) el.classList.add('lit'); });
      };
      net.classList.add('faded');
      light(n);
      ties.forEach(function (tie) {
        var a = tie.getAttribute('data-a'), b = tie.getAttribute('data-b');
        if (a !== n && b !== n) return;
        tie.classList.add('lit');
        light(a === n ? b : a);
      });
    };
    net.addEventListener('mouseover', raise);
    net.addEventListener('mouseleave', dim);
    net.addEventListener('focusin', raise);
    net.addEventListener('focusout', dim);
  }

  /* A picture as PNG, twice as fine as it stands: drawn from its own file. */
  all('a[data-png]').forEach(function (link) {
    if (!window.fetch || !HTMLCanvasElement.prototype.toBlob) return;
    link.hidden = false;
    link.addEventListener('click', function (event) {
      event.preventDefault();
      var address = link.getAttribute('href');
      fetch(address).then(function (r) { return r.text(); }).then(function (svg) {
        var size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg), picture = new Image();
        var from = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
        picture.onload = function () {
          var canvas = doc.createElement('canvas');
          canvas.width = 2 * size[1]; canvas.height = 2 * size[2];
          var pen = canvas.getContext('2d');
          pen.fillStyle = '#fff';
          pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
          URL.revokeObjectURL(from);
          canvas.toBlob(function (blob) {
            var save = doc.createElement('a');
            save.href = URL.createObjectURL(blob);
            save.download = decodeURIComponent(address.split('?')[0].split('/').pop()).replace(/svg$/, 'png');
            save.click();
            link.setAttribute('data-done', blob.size);
          });
        };
        picture.src = from;
      });
    });
  });

  /* The map nearer and farther: by buttons, by + − 0 and arrows, by Ctrl and the wheel, and by drawing it along. */
  all('[data-map]').forEach(function (box) {
    var words = box.getAttribute('data-map').split('|'), bar = doc.createElement('p');
    var sheets = all('svg.map', box);
    if (!sheets.length) return;
    var whole = sheets.map(function (svg) { return svg.getAttribute('viewBox').split(' ').map(Number); });
    var now = whole.map(function (at) { return at.slice(); });
    var show = function () { sheets.forEach(function (svg, k) { svg.setAttribute('viewBox', now[k].join(' ')); }); };
    var zoom = function (by) {
      now.forEach(function (at, k) {
        var wide = Math.max(whole[k][2] / 12, Math.min(whole[k][2], at[2] * by)), high = wide * whole[k][3] / whole[k][2];
        at[0] += (at[2] - wide) / 2; at[1] += (at[3] - high) / 2; at[2] = wide; at[3] = high;
      });
      move(0, 0);
    };
    var move = function (dx, dy) {
      now.forEach(function (at, k) {
        at[0] = Math.max(0, Math.min(whole[k][2] - at[2], at[0] + dx * at[2]));
        at[1] = Math.max(0, Math.min(whole[k][3] - at[3], at[1] + dy * at[3]));
      });
      show();
    };
    var back = function () { now = whole.map(function (at) { return at.slice(); }); show(); };
    [['+', function () { zoom(0.7); }], ['−', function () { zoom(1 / 0.7); }], ['0', back]].forEach(function (how, k) {
      var button = doc.createElement('button');
      button.type = 'button';
      button.textContent = k === 2 ? words[k] : how[0];
      if (k < 2) button.setAttribute('aria-label', words[k]);
      button.addEventListener('click', how[1]);
      bar.appendChild(button);
    });
    bar.className = 'zooms';
    box.parentNode.insertBefore(bar, box);
    box.addEventListener('keydown', function (event) {
      var ways = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }, way = ways[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '+' || event.key === '=') zoom(0.7);
      else if (event.key === '-') zoom(1 / 0.7);
      else if (event.key === '0') back();
      else if (way && now[0][2] < whole[0][2]) move(way[0], way[1]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener('wheel', function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1 / 0.85 : 0.85);
    }, { passive: false });
    var held = null, drawn = false;
    box.addEventListener('dragstart', function (event) { event.preventDefault(); });
    box.addEventListener('pointerdown', function (event) { held = [event.clientX, event.clientY]; drawn = false; });
    box.addEventListener('pointermove', function (event) {
      if (!held || now[0][2] >= whole[0][2]) return;
      var dx = event.clientX - held[0], dy = event.clientY - held[1];
      if (!drawn && Math.abs(dx) + Math.abs(dy) < 6) return;
      drawn = true;
      held = [event.clientX, event.clientY];
      move(-dx / box.clientWidth, -dy / box.clientHeight);
    });
    box.addEventListener('click', function (event) { if (drawn) { event.preventDefault(); event.stopPropagation(); } }, true);
    doc.addEventListener('pointerup', function () { held = null; });
  });

  /* Passages that are kept in this browser: their addresses, and the page that lists them. */
  var keep = doc.querySelector('[data-keep]'), list = doc.querySelector('[data-kept]');
  var kept = function () { try { return JSON.parse(localStorage.getItem('kept') || '[]'); } catch (error) { return []; } };
  var store = function (all) { try { localStorage.setItem('kept', JSON.stringify(all)); } catch (error) { /* It stays an address then. */ } };
  if (keep && window.localStorage) {
    keep.addEventListener('click', function (event) {
      event.preventDefault();
      var quote = /[?&]quote=(\d+-\d+)/.exec(permalink ? permalink.getAttribute('href') : '');
      var one = keep.getAttribute('data-keep') + (quote ? ':' + quote[1] : ''), all = kept();
      if (all.indexOf(one) < 0) all.push(one);
      store(all);
      location.href = '/kept?' + all.map(function (p) { return 'p=' + encodeURIComponent(p); }).join('&');
    });
  }
  if (list) {
    var shown = list.getAttribute('data-kept').split(' ').filter(Boolean);
    if (shown.length || /[?&]p=/.test(location.search)) store(shown);
    else if (kept().length) location.replace('/kept?' + kept().map(function (p) { return 'p=' + encodeURIComponent(p); }).join('&'));
    var none = doc.querySelector('[data-none]');
    if (none) none.addEventListener('click', function () { store([]); });
  }

  /* A file that is let go over the door is read at once. */
  var door = doc.querySelector('[data-door]');
  if (door) {
    var over = function (event) {
      if (!event.dataTransfer || Array.prototype.indexOf.call(event.dataTransfer.types, 'Files') < 0) return;
      event.preventDefault();
      door.classList.add('over');
    };
    doc.addEventListener('dragover', over);
    doc.addEventListener('dragleave', function (event) { if (!event.relatedTarget) door.classList.remove('over'); });
    doc.addEventListener('drop', function (event) {
      var files = event.dataTransfer && event.dataTransfer.files;
      if (!files || !files.length) return;
      event.preventDefault();
      door.querySelector('input[type=file]').files = files;
      door.submit();
    });
  }
})();

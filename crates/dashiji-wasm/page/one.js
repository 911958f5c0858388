const by=id=>document.getElementById(id);
let lang=(navigator.language||"zh").toLowerCase().startsWith("zh")?"zh":"en";
let worker=null,module=null,next=1,about=null,tab="text",place={},wanted={severity:null,rule:null};
const waiting=new Map();
const say=(key,given={})=>(WORDS[lang][key]||key).replace(/\{ \$(\w+) \}/g,(_,name)=>given[name]??"");

function speak(){
 document.documentElement.lang=lang==="zh"?"zh-CN":"en";
 for(const node of document.querySelectorAll("[data-say]"))node.textContent=say(node.dataset.say);
 const other=by("tongue");
 other.textContent=lang==="zh"?"English":"中文";
 other.lang=lang==="zh"?"en":"zh-CN";
}
function state(key,given){
 const node=by("state");
 delete node.dataset.say;
 node.textContent=key?say(key,given):"";
}
function busy(on){
 by("busy").hidden=!on;
 for(const id of ["file","sample","paste"])by(id).disabled=on;
}
// The module out of the page, by a Worker of its own, so that the page answers meanwhile.
function unpacked(){
 const {length,size}=by("module").dataset;
 const unpacker=new Worker(URL.createObjectURL(new Blob([by("unpacker").textContent],{type:"text/javascript"})));
 return new Promise((done,failed)=>{
  unpacker.onmessage=event=>{
   unpacker.terminate();
   if(event.data.fault)failed(new Error(event.data.fault));else done(event.data.module);
  };
  unpacker.onerror=event=>failed(new Error(event.message));
  unpacker.postMessage({text:by("module").textContent,length:Number(length),size:Number(size)});
 });
}
function start(){
 worker=new Worker(URL.createObjectURL(new Blob([by("worker").textContent],{type:"text/javascript"})));
 worker.onmessage=event=>{
  const done=waiting.get(event.data.id);
  waiting.delete(event.data.id);
  if(done)done(event.data);
 };
 return post({module});
}
function post(message,transfer=[]){
 return new Promise(done=>{
  const id=next++;
  waiting.set(id,done);
  worker.postMessage({id,...message},transfer);
 });
}
async function ask(question,file){
 const answer=await post({question:{...question,lang},file},file?[file]:[]);
 if(answer.fault){
  // The module stopped in the middle: its memory is not to be trusted, so another takes its place.
  worker.terminate();
  waiting.clear();
  await start();
  show(false);
  throw new Error(say("one-failed"));
 }
 if(answer.told.error)throw new Error(answer.told.error);
 return answer;
}
function show(open){by("door").hidden=open;by("desk").hidden=!open;}

async function open(question,file,name){
 busy(true);
 state("one-reading",{name});
 try{
  about=(await ask(question,file)).told;
  tab="text";place={};wanted={severity:null,rule:null};
  show(true);
  state("");
  await head();
  by("name").focus();
 }catch(fault){
  state("");
  by("state").textContent=fault.message;
 }
 busy(false);
}
async function head(){
 by("name").textContent=about.title||about.name;
 by("said").textContent=about.said;
 by("remarks").replaceChildren(...about.remarks.map(words=>{const li=document.createElement("li");li.textContent=words;return li;}));
 await part();
}
function button(words,press,pressed){
 const node=document.createElement("button");
 node.type="button";
 node.textContent=words;
 if(pressed!==undefined)node.setAttribute("aria-pressed",String(pressed));
 node.onclick=press;
 return node;
}
function pager(told,go,place){
 const nav=document.createElement("nav");
 nav.setAttribute("aria-label",say(place));
 nav.className="pager";
 if(told.pages<2)return nav;
 const step=(key,to)=>{const b=button(say(key),()=>go(to));b.disabled=to<0||to>=told.pages;return b;};
 const words=document.createElement("span");
 words.textContent=say("one-page-of",{page:told.page+1,pages:told.pages});
 nav.append(step("one-page-before",told.page-1),words,step("one-page-after",told.page+1));
 return nav;
}
function paragraph(words){const p=document.createElement("p");p.className="dim";p.textContent=words;return p;}

async function part(){
 for(const node of by("tabs").children){
  const chosen=node.id==="tab-"+tab;
  node.setAttribute("aria-selected",String(chosen));
  node.tabIndex=chosen?0:-1;
  if(chosen)by("part").setAttribute("aria-labelledby",node.id);
 }
 const box=by("part");
 if(tab==="text"){
  const told=(await ask({do:"entries",page:place.text||0,entry:place.entry??null})).told;
  place.text=told.page;
  const page=document.createElement("div");
  page.innerHTML=told.html;
  const go=to=>{place.text=to;place.entry=null;part().then(()=>scrollTo(0,0));};
  box.replaceChildren(paragraph(say("one-unsure")),pager(told,go,"one-pages-above"),page,pager(told,go,"one-pages-below"));
  if(place.entry!=null){const at=by("e"+place.entry);if(at)at.scrollIntoView();place.entry=null;}
 }else if(tab==="findings"){
  const told=(await ask({do:"findings",page:place.findings||0,...wanted})).told;
  const chips=document.createElement("div");
  chips.className="chips";
  const graded=(key,name,n)=>button(`${say(name)} ${n}`,()=>{wanted={severity:key,rule:null};place.findings=0;part();},wanted.severity===key&&!wanted.rule);
  chips.append(graded(null,"one-all",about.errors+about.warnings+about.notes),graded("error","severity-error",about.errors),graded("warning","severity-warning",about.warnings),graded("note","severity-note",about.notes));
  const rules=document.createElement("div");
  rules.className="chips";
  rules.append(...told.rules.map(rule=>button(`${rule.code} ${rule.name} ${rule.n}`,()=>{wanted.rule=wanted.rule===rule.code?null:rule.code;place.findings=0;part();},wanted.rule===rule.code)));
  const page=document.createElement("div");
  page.innerHTML=told.html;
  const go=to=>{place.findings=to;part().then(()=>scrollTo(0,0));};
  box.replaceChildren(chips,rules,told.all?page:paragraph(say("one-no-findings")),pager(told,go,"one-pages-below"));
 }else if(tab==="figures"){
  const told=(await ask({do:"figures"})).told;
  const page=document.createElement("div");
  page.innerHTML=told.html;
  box.replaceChildren(told.none?paragraph(say("one-no-figures")):page);
 }else{
  const list=document.createElement("ul");
  list.className="files";
  for(const kind of ["docx","proof","xlsx","ledger","csv","jsonl","json","html","text"]){
   const li=document.createElement("li");
   const b=button(say("one-"+kind),()=>take(kind));
   b.dataset.kind=kind;
   b.disabled=kind==="docx"&&!about.word||kind==="ledger"&&!about.figures;
   li.append(b);
   if(kind==="docx"&&!about.word)li.append(paragraph(say("one-docx-none")));
   list.append(li);
  }
  box.replaceChildren(list);
 }
}
function today(){
 const now=new Date();
 return `${now.getUTCFullYear()}-${String(now.getUTCMonth()+1).padStart(2,"0")}-${String(now.getUTCDate()).padStart(2,"0")}`;
}
async function take(kind){
 try{
  const {told,bytes}=await ask({do:"file",kind,day:document.body.dataset.day||today()});
  const link=document.createElement("a");
  link.href=URL.createObjectURL(new Blob([bytes],{type:told.mime}));
  link.download=told.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(()=>URL.revokeObjectURL(link.href),60000);
 }catch(fault){by("state").textContent=fault.message;}
}
const given=()=>({period:by("period").value,region:by("region").value});
async function opened(file){if(file)await open({do:"open",name:file.name,...given()},await file.arrayBuffer(),file.name);}

by("file").onchange=event=>opened(event.target.files[0]).then(()=>{event.target.value="";});
const drop=by("drop");
addEventListener("dragover",event=>{event.preventDefault();drop.classList.add("over");});
addEventListener("dragleave",()=>drop.classList.remove("over"));
addEventListener("drop",event=>{event.preventDefault();drop.classList.remove("over");if(!by("file").disabled)opened(event.dataTransfer.files[0]);});
addEventListener("message",event=>{
 const {dashiji,name,bytes}=event.data||{};
 if(event.source===parent&&parent!==window&&dashiji==="open"&&bytes instanceof ArrayBuffer&&!by("file").disabled)open({do:"open",name:String(name),...given()},bytes,String(name));
});
by("sample").onclick=()=>open({do:"sample"},null,say("one-try"));
by("paste").onclick=()=>{
 const text=by("text").value;
 const name=say("one-pasted")+".txt";
 if(text.trim())open({do:"open",name,...given()},new TextEncoder().encode(text).buffer,name);
};
by("other").onclick=()=>{show(false);state("one-ready");by("file").focus();};
by("tabs").onclick=event=>{
 const node=event.target.closest("[role=tab]");
 if(node){tab=node.id.slice(4);part();}
};
by("tabs").onkeydown=event=>{
 const step={ArrowRight:1,ArrowLeft:-1}[event.key];
 if(!step)return;
 const all=[...by("tabs").children];
 const to=all[(all.findIndex(node=>node.tabIndex===0)+step+all.length)%all.length];
 tab=to.id.slice(4);
 part();
 to.focus();
};
by("part").onclick=event=>{
 const link=event.target.closest("a[href^='#e']");
 if(link){event.preventDefault();place.entry=Number(link.getAttribute("href").slice(2));tab="text";part();}
};
by("tongue").onclick=async()=>{
 lang=lang==="zh"?"en":"zh";
 speak();
 if(about&&!by("desk").hidden){about=(await ask({do:"about"})).told;await head();}
};
(async()=>{
 speak();
 if(!window.WebAssembly||!window.Worker){state("one-old-browser");return;}
 try{
  module=await unpacked();
  const answer=await start();
  if(answer.fault)throw new Error(answer.fault);
  busy(false);
  state("one-ready");
  // Where the page stands inside another (an editor's dialog), that one may hand it a file.
  if(parent!==window)parent.postMessage({dashiji:"ready"},"*");
 }catch(fault){by("state").textContent=`${say("one-old-browser")} (${fault.message})`;}
})();

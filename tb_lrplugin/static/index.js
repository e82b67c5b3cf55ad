var ts=Object.defineProperty;var rs=Object.getOwnPropertyDescriptor;var g=(n,e,t,r)=>{for(var i=r>1?void 0:r?rs(e,t):e,s=n.length-1,o;s>=0;s--)(o=n[s])&&(i=(r?o(e,t,i):o(i))||i);return r&&i&&ts(e,t,i),i};var L=class extends Error{constructor(t,r=null){super(t);this.status=r;this.name="ApiError"}};function K(n){return n instanceof Error?n.message:String(n)}var ae=["error","warning","notice","ok","unknown"];function jt(n){let{severity:e,applied_value:t,acknowledged:r}=n,s=r&&(e==="error"||e==="warning")?"notice":e;return{key:_(n),standing:t===null||s==="error"?s:"warning"}}function _(n){return`${n.run}\0${n.tag}`}var ns=1,is=new Map([["NaN",Number.NaN],["Infinity",Number.POSITIVE_INFINITY],["-Infinity",Number.NEGATIVE_INFINITY]]);function Mr(n){let e=n;if(!Array.isArray(e?.series))throw new L("TensorBoard sent a list of diagnoses that this page cannot read.");if(e.version!==ns)throw new L("The plugin was updated while this page was open. Reload the page.");let t=e.series.map(r=>({...Se(r,"last_value","expected_value","applied_value"),...jt(r)}));return{...e,series:t}}function _r(n){let{sparklines:e}=n;return new Map(e.map(t=>[_(t),Se(t,"logged","expected")]))}function Nr(n){let e=n;if(!e?.points)throw new L("TensorBoard sent a diagnosis that this page cannot read.");let t=["points","curve","inferred_curve","explained"],{inferred:r}=e;return{...Se(e,"logged","expected","applied_value","evidence","next_change",...t),inferred:r&&Se(r,"residual"),...jt(e)}}function Cr(n){return Se(n,"curve","rate_at_end","parameters")}function Lr(n){let e=n,t=["points","start","peak","first_change","end"];return{...e,plans:e.plans.map(r=>Se(r,...t))}}function Se(n,...e){let t=e.map(r=>[r,Vt(n[r])]);return{...n,...Object.fromEntries(t)}}function Vt(n){return typeof n=="string"?is.get(n)??n:Array.isArray(n)?n.map(Vt):typeof n!="object"||n===null?n:Object.fromEntries(Object.entries(n).map(([e,t])=>[e,Vt(t)]))}var ss=3e4,os=20,Or="./diagnoses",it=class{constructor(e=(t,r)=>globalThis.fetch(t,r)){this.fetch=e;this.kept=new Map}diagnoses(){return this.get(Or,Mr)}series(e,t){return this.get(st(e),Nr,t)}sparklines(e){return this.ask(`./sparklines?${e.map(ot).join("&")}`,_r)}async plan(e,t){let r=await this.request("./plan",void 0,t,JSON.stringify(e));if(!r.ok)throw new L(await Gt(r),r.status);return Lr(await Bt(r))}runs(){return this.ask("../../runs",e=>e)}preview(e,t,r){return this.ask(as(e,t),Cr,r)}async ask(e,t,r){let i=await this.request(e,void 0,r);if(!i.ok)throw new L(await Gt(i),i.status);return t(await Bt(i))}keptSeries(e){return this.kept.get(st(e))?.value??null}async get(e,t,r){let i=this.kept.get(e),s=await this.request(e,i?.etag,r);if(s.status===304&&i)return{value:i.value,changed:!1};if(!s.ok)throw new L(await Gt(s),s.status);let o=t(await Bt(s));return this.keep(e,s.headers.get("ETag"),o),{value:o,changed:!0}}async request(e,t,r,i){let s=new AbortController,o=()=>s.abort();r?.addEventListener("abort",o);let a=setTimeout(o,ss);try{return await this.fetch(e,{...i!==void 0&&{method:"POST",body:i},headers:t?{"If-None-Match":t}:{},cache:"no-store",signal:s.signal})}catch(l){throw r?.aborted?l:new L("TensorBoard does not answer.")}finally{clearTimeout(a),r?.removeEventListener("abort",o)}}keep(e,t,r){if(this.kept.delete(e),t===null)return;this.kept.set(e,{etag:t,value:r});let i=[...this.kept.keys()].filter(s=>s!==Or);for(let s of i.slice(0,-os))this.kept.delete(s)}};function st(n){return`./series?${ot(n)}`}function Ir(n){return`./points.csv?${ot(n)}`}function as(n,{schedule:e,totalSteps:t}){let r=e===null?"":`&schedule=${encodeURIComponent(JSON.stringify(e))}`;return`./preview?${ot(n)}${r}${t===null?"":`&total_steps=${t}`}`}function ot({run:n,tag:e}){return`run=${encodeURIComponent(n)}&tag=${encodeURIComponent(e)}`}async function Bt(n){try{return await n.json()}catch{throw new L("TensorBoard sent an answer that is not JSON.",n.status)}}async function Gt(n){return(await n.json().catch(()=>null))?.error??`TensorBoard refused the request (status ${n.status}).`}var J='Roboto, "Helvetica Neue", Arial, sans-serif',ke=`11px ${J}`,at=28;function Ce(n){return{logged:{colour:n.logged,width:3,hasDots:!0},expected:{colour:n.expected,width:1.5,dash:[7,5]},edited:{colour:n.edited,width:2,dash:[10,3,2,3]},explained:{colour:n.explained,width:1.5,dash:[3,7]},inferred:{colour:n.inferred,width:1.25,dash:[2,3]}}}var Dr="lr_diagnostics",lt=`p.${Dr}.`;function ls(n){let e={};for(let t of Hr(n)){let[r,i]=Fr(t);r.startsWith(lt)&&(e[r.slice(lt.length)]=i)}return e}function ds(n,e){let t=Hr(n).filter(i=>!Fr(i)[0].startsWith(lt)),r=Object.entries(e).map(([i,s])=>`${encodeURIComponent(lt+i)}=${encodeURIComponent(s)}`);return`#${[...t.length>0?t:[Dr],...r].join("&")}`}var dt=class{constructor(e){this.shown=cs(e)}get href(){return this.shown.location.href}get runFilter(){return new URLSearchParams(this.shown.location.search).get("runFilter")??""}read(){return ls(this.shown.location.hash)}write(e,t){let{history:r,location:i}=this.shown,s=ds(i.hash,e);if(s===i.hash)return;let o=`${i.pathname}${i.search}${s}`;r[t?"pushState":"replaceState"](r.state,"",o)}watch(e){this.shown.addEventListener("hashchange",e)}};function cs(n){try{return n.parent.location.hash,n.parent}catch{return n}}function Hr(n){return n.replace(/^#/,"").split("&").filter(Boolean)}function Fr(n){let e=n.indexOf("=");return e<0?[qt(n),""]:[qt(n.slice(0,e)),qt(n.slice(e+1))]}function qt(n){try{return decodeURIComponent(n)}catch{return n}}var ps="experimental.DataReloaded",us="experimental.RunsChanged";function hs(n,e){n.onmessage=t=>{let r=ms(t.data);!r||r.isReply||(n.postMessage(JSON.stringify({type:r.type,id:r.id,payload:null,error:null,isReply:!0})),(r.type===ps||r.type===us)&&e())}}function zr(n,e){if(n.parent===n)return;let t=new MessageChannel;hs(t.port1,e),n.parent.postMessage("experimental.bootstrap","*",[t.port2])}function ms(n){if(typeof n!="string")return null;try{let e=JSON.parse(n);return typeof e?.type!="string"||typeof e.id!="number"?null:{type:e.type,id:e.id,isReply:e.isReply===!0}}catch{return null}}var fs="dark-mode";function Ur(n,e){let t=gs(n);if(t){let s=()=>e(t.classList.contains(fs)?"dark":"light");new n.MutationObserver(s).observe(t,{attributes:!0,attributeFilter:["class"]}),s();return}let r=n.matchMedia("(prefers-color-scheme: dark)"),i=()=>e(r.matches?"dark":"light");r.addEventListener("change",i),i()}function gs(n){if(n.parent===n)return null;try{return n.parent.document.body}catch{return null}}function Wr(n,e){try{let{document:t}=n.parent,r=t.title.replace(/^\(\d+\) /,"");t.title=e>0?`(${e}) ${r}`:r}catch{}}function ct(n){return n.document.visibilityState==="visible"&&n.innerWidth>0&&n.innerHeight>0}function Kr(n,e){let t=ct(n),r=()=>{let i=ct(n);i&&!t&&e(),t=i};n.addEventListener("resize",r),n.document.addEventListener("visibilitychange",r)}var jr=["step","relative","wall"],le=["inferred","logged","explained","expected","edited"];var Vr=["worst","warnings","run","tag","step","logged","expected"],pt=["none","run","verdict","schedule"],Br=["auto","linear","log"],Gr=["overlay","multiples"],G={text:"",severities:new Set,verdicts:new Set,onlyWarned:!1,usesHostFilter:!0,sort:{column:"worst",isDescending:!1},grouping:"none",selected:null,compared:[],arrangement:"overlay",axis:"step",scale:"auto",zoom:null,whatIf:{},valueZoom:null,pin:null,table:!1,hiddenLines:new Set};function qr(n){return ae.includes(n)}function Yt(n){let{selected:e,sort:t}=n,r={q:n.text,severity:[...n.severities].join(","),verdict:[...n.verdicts].join(","),warned:n.onlyWarned?"only":null,hostFilter:n.usesHostFilter?null:"off",sort:(t.isDescending?"-":"")+t.column,group:n.grouping,run:e&&e.run,tag:e&&e.tag,compare:n.compared.length>0?JSON.stringify(n.compared.map(({run:i,tag:s})=>[i,s])):null,charts:n.arrangement,axis:n.axis,scale:n.scale,zoom:Zr(n.zoom),values:Zr(n.valueZoom),pin:n.pin===null?null:String(n.pin),table:n.table?"shown":null,hide:[...n.hiddenLines].map(encodeURIComponent).join(","),whatIf:new URLSearchParams(n.whatIf).toString()};return Object.fromEntries(Object.entries(r).filter(i=>i[1]!==null&&i[1]!==bs[i[0]]))}var bs={q:"",severity:"",verdict:"",hide:"",sort:G.sort.column,group:G.grouping,charts:G.arrangement,axis:G.axis,scale:G.scale,whatIf:""};function ut(n){let{run:e,tag:t}=n;return{text:n.q??"",severities:new Set(Zt(n.severity).filter(qr)),verdicts:new Set(Zt(n.verdict)),onlyWarned:n.warned==="only",usesHostFilter:n.hostFilter!=="off",sort:ys(n.sort??""),grouping:Le(pt,n.group),selected:e!==void 0&&t!==void 0?{run:e,tag:t}:null,compared:ws(n.compare),arrangement:Le(Gr,n.charts),axis:Le(jr,n.axis),scale:Le(Br,n.scale),zoom:Yr(n.zoom??""),whatIf:Object.fromEntries(new URLSearchParams(n.whatIf)),valueZoom:Yr(n.values??""),pin:xs(n.pin),table:n.table==="shown",hiddenLines:new Set(Zt(n.hide).map(vs))}}function Zt(n){return n?n.split(","):[]}function Le(n,e){return n.find(t=>t===e)??n[0]}function ys(n){let e=n.startsWith("-");return{column:Le(Vr,e?n.slice(1):n),isDescending:e}}function Zr(n){return n&&`${n.min},${n.max}`}function Yr(n){let[e,t,...r]=n.split(",").map(s=>s===""?NaN:Number(s));return r.length===0&&Number.isFinite(e)&&Number.isFinite(t)&&e<t?{min:e,max:t}:null}function vs(n){try{return decodeURIComponent(n)}catch{return n}}function xs(n){return n&&Number.isFinite(Number(n))?Number(n):null}function ws(n){let e;try{e=JSON.parse(n??"[]")}catch{return[]}return(Array.isArray(e)?e:[]).filter(t=>Array.isArray(t)&&typeof t[0]=="string"&&typeof t[1]=="string").map(([t,r])=>({run:t,tag:r}))}var $s=250;function Jr(n,e){let t=n.state.view,r,i=()=>{let{view:s}=n.state;if(clearTimeout(r),s===t)return;let o=JSON.stringify(s.selected)!==JSON.stringify(t.selected);t=s,e.write(Yt(s),o)};return n.subscribe(()=>{let{view:s}=n.state;s!==t&&(clearTimeout(r),s.selected!==t.selected?i():r=setTimeout(i,$s))}),e.watch(()=>{let s=e.read();if(JSON.stringify(s)===JSON.stringify(Yt(n.state.view)))return;let o=ut(s);t=o,n.show(o)}),()=>(i(),e.href)}var ht=class{constructor(e,t,r){this.task=e;this.isVisible=t;this.pauseMilliseconds=r;this.running=!1;this.wished=!1;this.poke=()=>{if(this.running){this.wished=!0;return}clearTimeout(this.timer),this.run()}}async run(){this.running=!0,this.wished=!1;try{this.isVisible()&&await this.task()}finally{this.running=!1,this.timer=setTimeout(this.poke,this.wished?0:this.pauseMilliseconds())}}};function Jt({standing:n}){return n==="error"||n==="warning"}function Xr(n,e){let t=new Set(n.filter(r=>!Jt(r)).map(r=>r.key));return e.filter(r=>Jt(r)&&t.has(r.key))}function Qr(n,e){let t=new Set(n.map(r=>r.key));return t.size===0?[]:e.filter(r=>Jt(r)&&t.has(r.key))}function mt(n){let e=getComputedStyle(n),t=r=>e.getPropertyValue(`--lr-${r}`).trim();return{logged:t("logged"),expected:t("expected"),explained:t("ok"),inferred:t("text"),edited:t("edited"),disagree:t("disagree"),fault:t("error"),text:t("text-muted"),foreground:t("text"),surface:t("surface"),grid:t("grid"),mark:t("mark"),runs:Array.from({length:7},(r,i)=>t(`run-${i}`))}}function en(n,e){let t=new Set;return n.map((r,i)=>{let s=(e.get(r)??i)%7;for(let o=0;t.has(s)&&o<7;o++)s=(s+1)%7;return t.add(s),s})}var X=class{constructor(){this.parts=null}of(e,t){let{parts:r}=this;return e.length===r?.length&&e.every((s,o)=>s===r[o])||(this.value=t()),this.parts=e,this.value}};function de(n){return"rows"in n}function nn(n,e,t,r){let{pattern:i,error:s}=an(e.text),o=Ss(n,e,i,t),a=Ts(ks(o,e),e.sort),l=e.grouping==="none"?a:Ms(a,e.grouping,r),d=e.grouping==="none"?[]:l.filter(de);return{items:l,count:a.length,found:o,groups:d.map(({key:u})=>u),members:new Set(d.flatMap(({rows:u})=>u.map(({key:p})=>p))),error:s}}function sn(n){let e=Qt(n,t=>t.standing);return new Map(ae.map(t=>[t,e.get(t)??0]))}function on(n){return Qt(n,e=>e.verdict)}function Xt(n){return n.filter(({warnings:e})=>e.length>0).length}function Qt(n,e){let t=new Map;for(let r of n)t.set(e(r),(t.get(e(r))??0)+1);return t}function Ss(n,{usesHostFilter:e},t,r){let i=e?an(r).pattern:null;return!t&&!i?n:n.filter(s=>(!t||Rs(s,t))&&(!i||i.test(s.run)))}function ks(n,{severities:e,verdicts:t,onlyWarned:r}){return!r&&e.size+t.size===0?n:n.filter(i=>(e.size===0||e.has(i.standing))&&(t.size===0||t.has(i.verdict))&&(!r||i.warnings.length>0))}function Rs(n,e){return e.test(`${n.run} ${n.tag}`)||e.test(n.headline)||e.test(n.schedule_text)||e.test(N(n.verdict))||n.warnings.some(t=>e.test(N(t)))||!!n.acknowledged&&e.test(`acknowledged ${n.acknowledged.reason}`)}function N(n){return n.replaceAll("_"," ")}function an(n){if(n==="")return{pattern:null,error:null};try{return{pattern:new RegExp(n,"i"),error:null}}catch(e){return{pattern:null,error:`Not a valid regular expression (${e.message.split(": ").pop()}); showing everything.`}}}var Es={warnings:n=>-n.warnings.length,run:n=>rn(n.run),tag:n=>rn(n.tag),step:n=>n.last_step,logged:n=>n.last_value,expected:n=>n.expected_value};function Ts(n,{column:e,isDescending:t}){if(e==="worst")return t?[...n].reverse():n;let r=Es[e],i=t?-1:1;return n.map(s=>({row:s,key:r(s)})).sort((s,o)=>As(s.key,o.key,i)).map(({row:s})=>s)}function As(n,e,t){let r=n===null||n!==n,i=e===null||e!==e;return r||i?Number(r)-Number(i):n<e?-t:n>e?t:0}var tn=new Map;function rn(n){let e=tn.get(n);return e===void 0&&(e=n.toLowerCase().replace(/\d+/g,t=>t.padStart(16,"0")),tn.set(n,e)),e}var Ps={run:n=>n.run,verdict:n=>N(n.verdict),schedule:n=>n.schedule_text||"no schedule known"};function Ms(n,e,t){let r=new Map;for(let s of n){let o=Ps[e](s),a=r.get(o);a?a.push(s):r.set(o,[s])}let i=[];for(let[s,o]of r){if(o.length===1){i.push(o[0]);continue}let a=`${e} ${s}`,l=t.has(a),d=e==="verdict"?"":_s(o);if(i.push({key:a,name:s,rows:o,summary:d,standing:Ns(o),isCollapsed:l}),!l)for(let u of o)i.push(u)}return i}function _s(n){return[...Qt(n,({standing:t,verdict:r})=>t==="ok"||t==="unknown"?t:N(r))].map(([t,r])=>`${r} ${t}`).join(", ")}function Ns(n){let e=ae.length-1;for(let{standing:t}of n)e=Math.min(e,ae.indexOf(t));return ae[e]}function ln(){let n=new X,e=new X,t=new X;return({view:r,hostFilter:i,collapsed:s,diagnoses:o,diagnosis:a,places:l,whatIf:d})=>{let{text:u,severities:p,verdicts:m,onlyWarned:f,usesHostFilter:y,sort:b,grouping:k}=r,E=d.edited?.curve??null,T=E&&a?.curve&&d.baseToEnd?.curve;return{list:n.of([o,i,s,u,p,m,f,y,b,k],()=>nn(o?.series??[],r,i,s)),colours:e.of([r.selected,r.compared,l],()=>Cs(r,l)),preview:E,drawn:t.of([a,T],()=>a&&T?{...a,curve:T}:a)}}}function Cs({selected:n,compared:e},t){if(!n||e.length===0)return new Map;let r=[n,...e],i=en(r.map(({run:s})=>s),t);return new Map(r.map((s,o)=>[_(s),i[o]]))}var ft={isOpen:!1,base:null,baseToEnd:null,edited:null,problems:{}};var gt=class{constructor(e,t=G,r=Date.now){this.client=e;this.now=r;this.derive=ln();this.listeners=new Set;this.pending=null;this.stale=!1;let i={view:t,hostFilter:"",collapsed:new Set,diagnoses:null,updatedAt:null,failure:null,diagnosis:null,diagnosisFailure:null,compared:[],places:new Map,turnedBad:[],whatIf:ft};this.state={...i,...this.derive(i)}}subscribe(e){return this.listeners.add(e),()=>this.listeners.delete(e)}get isPartial(){return this.state.failure===null&&!!this.state.diagnoses?.reading}async refresh(){try{let e=await this.client.diagnoses();this.stale||=e.changed,this.update({updatedAt:this.now(),failure:null,...e.changed||!this.state.diagnoses?this.withDiagnoses(e.value):{}})}catch(e){this.update({failure:K(e)});return}this.stale&&await this.readShown()}change(e){let t=this.state.view,r={...t,...e},i=ce(r.selected)!==ce(t.selected);(i||r.axis!==t.axis)&&!e.zoom&&(r.zoom=null),i&&!e.whatIf&&(r.whatIf={}),i&&!e.valueZoom&&(r.valueZoom=null),i&&!e.pin&&(r.pin=null),this.show(r)}select(e){this.change({selected:e&&{run:e.run,tag:e.tag}})}toggleCompared({run:e,tag:t}){let r=_({run:e,tag:t}),i=this.state.view.compared.filter(o=>_(o)!==r),s=i.length===this.state.view.compared.length;this.change({compared:s?[...i,{run:e,tag:t}]:i})}toggle(e,t){let r=new Set(this.state.view[e]);r.delete(t)||r.add(t),this.change({[e]:r})}isolate(e,t){let r=t.filter(a=>a!==e),{hiddenLines:i}=this.state.view,s=!i.has(e)&&r.every(a=>i.has(a)),o=[...i].filter(a=>!t.includes(a));this.change({hiddenLines:new Set(s?o:[...o,...r])})}clearFilters(){let{text:e,severities:t,verdicts:r,onlyWarned:i}=G;this.change({text:e,severities:t,verdicts:r,onlyWarned:i,usesHostFilter:this.state.hostFilter===""})}toggleGroup(e){let t=new Set(this.state.collapsed);t.delete(e)||t.add(e),this.update({collapsed:t})}toggleGroups(){let{collapsed:e,list:t}=this.state,r=t.groups.every(i=>e.has(i));this.update({collapsed:r?new Set:new Set([...e,...t.groups])})}show(e){let t=this.state.view,r={view:e},i=ce(e.selected)!==ce(t.selected),s=e.compared!==t.compared;if(i&&Object.assign(r,this.selectionOf(e.selected)),s){let o=new Set(e.compared.map(_));r.compared=this.state.compared.filter(({key:a})=>o.has(a))}this.update(r),(i||s)&&this.readShown()}setHostFilter(e){e!==this.state.hostFilter&&this.update({hostFilter:e})}setWhatIf(e){this.update({whatIf:{...this.state.whatIf,...e}})}acknowledge(){this.update({turnedBad:[]})}selectionOf(e){let t=ce(e);return{diagnosis:e&&this.client.keptSeries(e),diagnosisFailure:null,turnedBad:this.state.turnedBad.filter(r=>r.key!==t)}}withDiagnoses(e){let t=this.state,{series:r,reading:i}=e,[s,...o]=r,d=(!t.diagnoses?.series.length||!!t.diagnoses.reading)&&!i&&s&&o.length===0&&!t.view.selected?{...t.view,selected:{run:s.run,tag:s.tag}}:t.view;return{diagnoses:e,view:d,turnedBad:[...Qr(t.turnedBad,r),...Xr(t.diagnoses?.series??[],r)].filter(({key:u})=>u!==ce(d.selected))}}async readShown(){this.pending?.abort();let{selected:e,compared:t}=this.state.view;if(!e)return;let r=new AbortController;this.pending=r;let i=t.filter(s=>_(s)!==ce(e));i.length>0&&this.readPlaces([e,...i]);try{let s=await Promise.all([this.client.series(e,r.signal),...i.map(d=>this.readCompared(d,r))]);if(this.pending!==r)return;this.stale=!1;let[o,...a]=s.map(d=>d?.value??null),l=a.filter(d=>d!==null);this.update({diagnosis:o,diagnosisFailure:null,compared:l})}catch(s){if(this.pending!==r)return;this.stale=!0,this.update({diagnosisFailure:K(s)})}}async readPlaces(e){if(!e.every(({run:t})=>this.state.places.has(t)))try{let t=await this.client.runs();this.update({places:new Map(t.map((r,i)=>[r,i]))})}catch{}}async readCompared(e,{signal:t}){try{return await this.client.series(e,t)}catch{return null}}update(e){let t={...this.state,...e};this.state={...t,...this.derive(t)};for(let r of this.listeners)r()}};function ce(n){return n&&_(n)}var Ls={k:1e3,K:1e3,M:1e6,"%":.01},Os=/^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKM%]?)$/,Is=/^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;function er(n){let e=n.trim().replace(/(?<=\d)[_\s](?=\d)/g,""),t=Os.exec(Is.test(e)?e.replaceAll(",",""):e);if(!t)return Number.NaN;let r=Ls[t[2]],i=Number(t[1]);return r===void 0?i:Number((i*r).toPrecision(15))}function tr(n,e){let t=er(n);return Number.isFinite(t)?e==="integer"&&!Number.isSafeInteger(t)?`“${n.trim()}” is no whole number.`:t:`“${n.trim()}” is no number. Write it like 0.004, 4e-3 or 800_720.`}function Oe(n){if(n.trim()==="")return null;let e=tr(n,"integer");return typeof e=="number"&&e<1?"A run has at least 1 step.":e}function bt(n){if(typeof n=="boolean"||Math.fround(n)!==n)return String(n);for(let e=1;e<10;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return String(t)}return String(n)}var yt="@end",Ie="",Ds=150;function vt(n){return n.join(".")}function Hs(n,e,t){let r=structuredClone(n);for(let i of e){let s=r;for(let a of i.slice(0,-1))s=s?.[a];let o=i[i.length-1];typeof s=="object"&&s!==null&&o!==void 0&&o in s&&(s[o]=t)}return r}function Fs(n,e){let t={},r=null;for(let{path:s,also:o,kind:a}of n.parameters){let l=e[vt(s)];if(!l||!n.schedule)continue;let d=a==="boolean"?l==="true":tr(l,a);typeof d=="string"?t[vt(s)]=d:r=Hs(r??n.schedule,[s,...o],d)}let i=Oe(e[yt]??"");return typeof i=="string"&&(t[yt]=i),{question:{schedule:r,totalSteps:typeof i=="string"?null:i},problems:t}}function dn(n,e){let t=null,r={},i=!1,s,o=null,a=null,l=Ie;n.subscribe(()=>{let{view:u,diagnosis:p,whatIf:m}=n.state,f=m.isOpen||Object.keys(u.whatIf).length>0;if(p===t&&u.whatIf===r&&f===i)return;let y=p?.key===t?.key;p!==t&&(a=null);let b=y&&f===i&&u.whatIf!==r;u.whatIf!==r&&(l=Us(r,u.whatIf)),[t,r,i]=[p,u.whatIf,f],clearTimeout(s),o?.abort(),o=null,(!y||f!==m.isOpen)&&n.setWhatIf({...y?m:ft,isOpen:f}),p&&f&&(s=setTimeout(()=>{d(p)},b?Ds:0))});async function d(u){let p=o=new AbortController,m=b=>e.preview(u,b,p.signal),f=u.schedule?null:u.inferred?.schedule??zs(u),y;try{let b=a??await m({schedule:f,totalSteps:null}),{question:k,problems:E}=Fs(b,r);if(y={base:b,problems:E},Object.keys(E).length===0){let{schedule:T,totalSteps:W}=k,M=W===null?b:await m({schedule:f,totalSteps:W}),D=T?await m(k):W===null?null:M;y={base:b,problems:E,baseToEnd:M,edited:D}}o===p&&(a=b)}catch(b){y={problems:{[b instanceof L&&b.status===400?l:Ie]:K(b)}}}o===p&&n.setWhatIf(y)}}function zs({points:n,steps:e}){return{kind:"cosine",init_value:Math.max(0,...n.value.filter(Number.isFinite))||.001,decay_steps:Math.max(1,e.last??1),end_value:0}}var pe=100;function cn(n,e){let t=Math.round(pe*Math.log10(n/e));return Number.isFinite(t)?Math.min(pe,Math.max(-pe,t)):null}function pn(n,e,t){let r=Number((e*10**(n/pe)).toPrecision(3));return n===0?e:t==="integer"?Math.max(1,Math.round(r)):r}function Us(n,e){let t=Object.keys({...n,...e}).filter(r=>n[r]!==e[r]);return t.length===1?t[0]:Ie}var xt=globalThis,wt=xt.ShadowRoot&&(xt.ShadyCSS===void 0||xt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,rr=Symbol(),un=new WeakMap,De=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==rr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(wt&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=un.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&un.set(t,e))}return e}toString(){return this.cssText}},$t=n=>new De(typeof n=="string"?n:n+"",void 0,rr),w=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,i,s)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[s+1],n[0]);return new De(t,n,rr)},hn=(n,e)=>{if(wt)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),i=xt.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=t.cssText,n.appendChild(r)}},nr=wt?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return $t(t)})(n):n;var{is:Ws,defineProperty:Ks,getOwnPropertyDescriptor:js,getOwnPropertyNames:Vs,getOwnPropertySymbols:Bs,getPrototypeOf:Gs}=Object,St=globalThis,mn=St.trustedTypes,qs=mn?mn.emptyScript:"",Zs=St.reactiveElementPolyfillSupport,He=(n,e)=>n,Fe={toAttribute(n,e){switch(e){case Boolean:n=n?qs:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},kt=(n,e)=>!Ws(n,e),fn={attribute:!0,type:String,converter:Fe,reflect:!1,useDefault:!1,hasChanged:kt};Symbol.metadata??=Symbol("metadata"),St.litPropertyMetadata??=new WeakMap;var q=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=fn){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(e,r,t);i!==void 0&&Ks(this.prototype,e,i)}}static getPropertyDescriptor(e,t,r){let{get:i,set:s}=js(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:i,set(o){let a=i?.call(this);s?.call(this,o),this.requestUpdate(e,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??fn}static _$Ei(){if(this.hasOwnProperty(He("elementProperties")))return;let e=Gs(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(He("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(He("properties"))){let t=this.properties,r=[...Vs(t),...Bs(t)];for(let i of r)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,i]of t)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let i=this._$Eu(t,r);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let i of r)t.unshift(nr(i))}else e!==void 0&&t.push(nr(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return hn(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,r);if(i!==void 0&&r.reflect===!0){let s=(r.converter?.toAttribute!==void 0?r.converter:Fe).toAttribute(t,r.type);this._$Em=e,s==null?this.removeAttribute(i):this.setAttribute(i,s),this._$Em=null}}_$AK(e,t){let r=this.constructor,i=r._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let s=r.getPropertyOptions(i),o=typeof s.converter=="function"?{fromAttribute:s.converter}:s.converter?.fromAttribute!==void 0?s.converter:Fe;this._$Em=i;let a=o.fromAttribute(t,s.type);this[i]=a??this._$Ej?.get(i)??a,this._$Em=null}}requestUpdate(e,t,r,i=!1,s){if(e!==void 0){let o=this.constructor;if(i===!1&&(s=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??kt)(s,t)||r.useDefault&&r.reflect&&s===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:i,wrapped:s},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),s!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,s]of this._$Ep)this[i]=s;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,s]of r){let{wrapped:o}=s,a=this[i];o!==!0||this._$AL.has(i)||a===void 0||this.C(i,void 0,s,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};q.elementStyles=[],q.shadowRootOptions={mode:"open"},q[He("elementProperties")]=new Map,q[He("finalized")]=new Map,Zs?.({ReactiveElement:q}),(St.reactiveElementVersions??=[]).push("2.1.2");var cr=globalThis,gn=n=>n,Rt=cr.trustedTypes,bn=Rt?Rt.createPolicy("lit-html",{createHTML:n=>n}):void 0,Sn="$lit$",Q=`lit$${Math.random().toFixed(9).slice(2)}$`,kn="?"+Q,Ys=`<${kn}>`,me=document,Ue=()=>me.createComment(""),We=n=>n===null||typeof n!="object"&&typeof n!="function",pr=Array.isArray,Js=n=>pr(n)||typeof n?.[Symbol.iterator]=="function",ir=`[ 	
\f\r]`,ze=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,yn=/-->/g,vn=/>/g,ue=RegExp(`>|${ir}(?:([^\\s"'>=/]+)(${ir}*=${ir}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),xn=/'/g,wn=/"/g,Rn=/^(?:script|style|textarea|title)$/i,ur=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),c=ur(1),j=ur(2),ll=ur(3),fe=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),$n=new WeakMap,he=me.createTreeWalker(me,129);function En(n,e){if(!pr(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return bn!==void 0?bn.createHTML(e):e}var Xs=(n,e)=>{let t=n.length-1,r=[],i,s=e===2?"<svg>":e===3?"<math>":"",o=ze;for(let a=0;a<t;a++){let l=n[a],d,u,p=-1,m=0;for(;m<l.length&&(o.lastIndex=m,u=o.exec(l),u!==null);)m=o.lastIndex,o===ze?u[1]==="!--"?o=yn:u[1]!==void 0?o=vn:u[2]!==void 0?(Rn.test(u[2])&&(i=RegExp("</"+u[2],"g")),o=ue):u[3]!==void 0&&(o=ue):o===ue?u[0]===">"?(o=i??ze,p=-1):u[1]===void 0?p=-2:(p=o.lastIndex-u[2].length,d=u[1],o=u[3]===void 0?ue:u[3]==='"'?wn:xn):o===wn||o===xn?o=ue:o===yn||o===vn?o=ze:(o=ue,i=void 0);let f=o===ue&&n[a+1].startsWith("/>")?" ":"";s+=o===ze?l+Ys:p>=0?(r.push(d),l.slice(0,p)+Sn+l.slice(p)+Q+f):l+Q+(p===-2?a:f)}return[En(n,s+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},Ke=class n{constructor({strings:e,_$litType$:t},r){let i;this.parts=[];let s=0,o=0,a=e.length-1,l=this.parts,[d,u]=Xs(e,t);if(this.el=n.createElement(d,r),he.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=he.nextNode())!==null&&l.length<a;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(Sn)){let m=u[o++],f=i.getAttribute(p).split(Q),y=/([.?@])?(.*)/.exec(m);l.push({type:1,index:s,name:y[2],strings:f,ctor:y[1]==="."?or:y[1]==="?"?ar:y[1]==="@"?lr:Ee}),i.removeAttribute(p)}else p.startsWith(Q)&&(l.push({type:6,index:s}),i.removeAttribute(p));if(Rn.test(i.tagName)){let p=i.textContent.split(Q),m=p.length-1;if(m>0){i.textContent=Rt?Rt.emptyScript:"";for(let f=0;f<m;f++)i.append(p[f],Ue()),he.nextNode(),l.push({type:2,index:++s});i.append(p[m],Ue())}}}else if(i.nodeType===8)if(i.data===kn)l.push({type:2,index:s});else{let p=-1;for(;(p=i.data.indexOf(Q,p+1))!==-1;)l.push({type:7,index:s}),p+=Q.length-1}s++}}static createElement(e,t){let r=me.createElement("template");return r.innerHTML=e,r}};function Re(n,e,t=n,r){if(e===fe)return e;let i=r!==void 0?t._$Co?.[r]:t._$Cl,s=We(e)?void 0:e._$litDirective$;return i?.constructor!==s&&(i?._$AO?.(!1),s===void 0?i=void 0:(i=new s(n),i._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=i:t._$Cl=i),i!==void 0&&(e=Re(n,i._$AS(n,e.values),i,r)),e}var sr=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,i=(e?.creationScope??me).importNode(t,!0);he.currentNode=i;let s=he.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new je(s,s.nextSibling,this,e):l.type===1?d=new l.ctor(s,l.name,l.strings,this,e):l.type===6&&(d=new dr(s,this,e)),this._$AV.push(d),l=r[++a]}o!==l?.index&&(s=he.nextNode(),o++)}return he.currentNode=me,i}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},je=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,i){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=Re(this,e,t),We(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==fe&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Js(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&We(this._$AH)?this._$AA.nextSibling.data=e:this.T(me.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,i=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=Ke.createElement(En(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(t);else{let s=new sr(i,this),o=s.u(this.options);s.p(t),this.T(o),this._$AH=s}}_$AC(e){let t=$n.get(e.strings);return t===void 0&&$n.set(e.strings,t=new Ke(e)),t}k(e){pr(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,i=0;for(let s of e)i===t.length?t.push(r=new n(this.O(Ue()),this.O(Ue()),this,this.options)):r=t[i],r._$AI(s),i++;i<t.length&&(this._$AR(r&&r._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=gn(e).nextSibling;gn(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Ee=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,i,s){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=s,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=h}_$AI(e,t=this,r,i){let s=this.strings,o=!1;if(s===void 0)e=Re(this,e,t,0),o=!We(e)||e!==this._$AH&&e!==fe,o&&(this._$AH=e);else{let a=e,l,d;for(e=s[0],l=0;l<s.length-1;l++)d=Re(this,a[r+l],t,l),d===fe&&(d=this._$AH[l]),o||=!We(d)||d!==this._$AH[l],d===h?e=h:e!==h&&(e+=(d??"")+s[l+1]),this._$AH[l]=d}o&&!i&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},or=class extends Ee{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},ar=class extends Ee{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},lr=class extends Ee{constructor(e,t,r,i,s){super(e,t,r,i,s),this.type=5}_$AI(e,t=this){if((e=Re(this,e,t,0)??h)===fe)return;let r=this._$AH,i=e===h&&r!==h||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,s=e!==h&&(r===h||i);i&&this.element.removeEventListener(this.name,this,r),s&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},dr=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){Re(this,e)}};var Qs=cr.litHtmlPolyfillSupport;Qs?.(Ke,je),(cr.litHtmlVersions??=[]).push("3.3.3");var Tn=(n,e,t)=>{let r=t?.renderBefore??e,i=r._$litPart$;if(i===void 0){let s=t?.renderBefore??null;r._$litPart$=i=new je(e.insertBefore(Ue(),s),s,void 0,t??{})}return i._$AI(n),i};var hr=globalThis,ee=class extends q{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Tn(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return fe}};ee._$litElement$=!0,ee.finalized=!0,hr.litElementHydrateSupport?.({LitElement:ee});var eo=hr.litElementPolyfillSupport;eo?.({LitElement:ee});(hr.litElementVersions??=[]).push("4.2.2");var R=n=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(n,e)}):customElements.define(n,e)};var to={attribute:!0,type:String,converter:Fe,reflect:!1,hasChanged:kt},ro=(n=to,e,t)=>{let{kind:r,metadata:i}=t,s=globalThis.litPropertyMetadata.get(i);if(s===void 0&&globalThis.litPropertyMetadata.set(i,s=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),s.set(t.name,n),r==="accessor"){let{name:o}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,l,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(r==="setter"){let{name:o}=t;return function(a){let l=this[o];e.call(this,a),this.requestUpdate(o,l,n,!0,a)}}throw Error("Unsupported decorator location: "+r)};function v(n){return(e,t)=>typeof t=="object"?ro(n,e,t):((r,i,s)=>{let o=i.hasOwnProperty(s);return i.constructor.createProperty(s,r),o?Object.getOwnPropertyDescriptor(i,s):void 0})(n,e,t)}function P(n){return v({...n,state:!0,attribute:!1})}var te=(n,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(n,e,t),t);function re(n,e){return(t,r,i)=>{let s=o=>o.renderRoot?.querySelector(n)??null;if(e){let{get:o,set:a}=typeof r=="object"?t:i??(()=>{let l=Symbol();return{get(){return this[l]},set(d){this[l]=d}}})();return te(t,r,{get(){let l=o.call(this);return l===void 0&&(l=s(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return te(t,r,{get(){return s(this)}})}}var no;function An(n){return(e,t)=>te(e,t,{get(){return(this.renderRoot??(no??=document.createDocumentFragment())).querySelectorAll(n)}})}var mr=new Intl.NumberFormat("en-US"),io=new Intl.NumberFormat("en-US",{maximumSignificantDigits:6});function $(n,e=6){if(n===null)return"–";if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"infinity":"-infinity";let[t,r]=so(n,e);return r<-4||r>=e?`${Number(t)}e${r}`:String(+`${t}e${r}`)}function so(n,e){let[t,r]=n.toExponential(e-1).split("e"),[i,s]=n.toExponential(100).split("e"),o=i.slice(0,t.length);return/^\.?50*$/.test(i.slice(t.length))&&/[02468]$/.test(o)?[o,Number(s)]:[t,Number(r)]}function Et(n,e){for(let t of[3,4,5]){let r=[$(n,t),$(e,t)];if(r[0]!==r[1])return r}return[$(n),$(e)]}function x(n){return n===null?"–":(Number.isInteger(n)?mr:io).format(n)}function Pn(n){if(Number.isNaN(n))return"NaN %";if(!Number.isFinite(n))return"more than 10^308 %";let e=$(100*n,3);return`${Math.abs(n)>=1?mr.format(Number(e)):e} %`}var Ve=20,oo=1e-6;function fr(n){return n>Ve?`over ${Pn(Ve)}`:n>0&&n<oo?"below 0.0001 %":Pn(n)}var ao=3;function ge(n,e,t){let r=(n??NaN)/(e??NaN);return!(r>=ao)||r===1/0?gr(t):r>lo?"more than a million times too high":`${co(r)} times too high`}var lo=1e6;function co(n){return mr.format(Number($(n,n<100?2:3)))}function gr(n){if(n===null)return"–";let e=n>0?"+":n<0?"-":"";return fr(Math.abs(n)).replace(/^(over )?(?=\d)/,`$1${e}`)}function Mn(n){let e=Math.max(...n.map(Math.abs)),t=n.length>1?Math.abs(n[1]-n[0]):e,r=-Math.floor(Math.log10(t)+1e-9);return e>=1e-4&&e<1e6&&r<=8?n.map(i=>String(Number(i.toFixed(Math.max(0,r+1))))):n.map(i=>{let s=Math.floor(Math.log10(Math.abs(i)))+r+2;return $(i,Math.min(12,Math.max(1,s)))})}function O(n,e,t=`${e}s`){return`${x(n)} ${n===1?e:t}`}var Te=60,br=60*Te,_n=24*br;function Nn(n){let e=Math.max(0,Math.round(n/1e3));return e<Te?`${e} s ago`:e<br?`${Math.floor(e/Te)} min ago`:e<2*_n?`${Math.floor(e/br)} h ago`:`${x(Math.floor(e/_n))} days ago`}function yr(n){let e=new Date(n);return[e.getHours(),e.getMinutes(),e.getSeconds()].map(t=>String(t).padStart(2,"0")).join(":")}function Ae(n,e=1){let t=new Date(n*1e3),r=[t.getFullYear(),t.getMonth()+1,t.getDate()],i=yr(n*1e3),s=e<1?String(t.getMilliseconds()/1e3).slice(1):"";return`${r.map(o=>String(o).padStart(2,"0")).join("-")} ${e<Te?i+s:i.slice(0,5)}`}function Cn(n){let e=Math.floor(n/Te),t=Number((n-e*Te).toFixed(1)),r=i=>i<10?`0${i}`:`${i}`;return e<60?`${e}:${r(t)}`:`${Math.floor(e/60)}:${r(e%60)}:${r(t)}`}var Ln=w` :host{display:flex;flex-direction:column;height:100vh;background:var(--lr-surface);}main,.page{flex:1;display:flex;min-height:0;}main{flex-direction:column;}.list{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}lr-series-grid{flex:1;}.selected .list{flex:none;width:clamp(280px,var(--lr-list-width,29vw),60vw);}lr-divider{flex:none;}.detail{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}.panes{flex:1;display:grid;grid-template:minmax(0,1fr) / minmax(0,1fr) clamp(320px,27vw,560px);min-height:0;}.middle{display:flex;flex-direction:column;min-width:0;overflow-y:auto;}lr-chart-panel{flex:1;}.side{border-left:1px solid var(--lr-border);background:var(--lr-surface-side);overflow-y:auto;}.skip:not(:focus){position:absolute;width:1px;min-height:0;height:1px;overflow:hidden;clip-path:inset(50%);}.skip{align-self:flex-start;margin:6px 14px;}.waiting{padding:72px 24px;color:var(--lr-text-muted);text-align:center;}.none{padding:24px 18px;}.none button{margin-top:10px;}.strip{display:flex;align-items:center;gap:12px;border-bottom:1px solid var(--lr-border);padding:6px 14px;background:var(--lr-surface-error);font-size:13px;}.strip span{flex:1;}@media (max-width:1150px){.panes{display:flex;flex-direction:column;overflow-y:auto;}.side{display:contents;}.middle{flex:none;overflow:visible;}lr-verdict{order:-1;}lr-diagnosis{flex:none;border-top:1px solid var(--lr-border);background:var(--lr-surface-side);}.trying .middle{position:sticky;top:0;z-index:1;max-height:45vh;overflow-y:auto;border-bottom:1px solid var(--lr-border);background:var(--lr-surface);}}@media (max-width:860px){.selected .list,lr-divider{display:none;}}`;var S=class extends ee{performUpdate(){try{super.performUpdate()}catch(e){console.error(e),this.renderRoot.textContent=`This part of the page failed: ${K(e)}`}}emit(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}};var be=16,On=58,In=20,Tt=24;function Dn(n,e,t,r,i,s){let o=document.createElement("canvas"),a=o.getContext("2d"),l=Math.max(...n.map(b=>b.width))/e,d=n.reduce((b,k)=>b+k.height,0)/e;a.font=`12px ${J}`;let u=po(i.map(({name:b})=>a.measureText(b).width),l),p=(u[u.length-1]?.row??-1)+1,m=On+p*In;o.width=(l+2*be)*e,o.height=(d+m+be)*e,a.scale(e,e),a.fillStyle=s.surface,a.fillRect(0,0,o.width,o.height);let f=(b,k,E,T,W)=>{a.font=`${k} ${J}`,a.fillStyle=E,a.fillText(b,T,W,Math.max(1,l-T+be))};f(t,"500 15px",s.foreground,be,26),f(r,"13px",s.text,be,46),i.forEach(({name:b,colour:k,dash:E=[],isArea:T},W)=>{let{left:M,row:D}=u[W],[oe,$e]=[be+M,On+D*In];a.strokeStyle=a.fillStyle=k,a.lineWidth=2,a.setLineDash([...E]),T?a.fillRect(oe,$e+1,Tt,12):(a.beginPath(),a.moveTo(oe,$e+7),a.lineTo(oe+Tt,$e+7),a.stroke()),f(b,"12px",s.foreground,oe+Tt+7,$e+11)});let y=m;for(let b of n)a.drawImage(b,be,y,b.width/e,b.height/e),y+=b.height/e;return new Promise((b,k)=>{o.toBlob(E=>E?b(E):k(new Error("The picture could not be made.")))})}function po(n,e){let[t,r]=[0,0];return n.map(i=>{let s=Tt+7+i;t>0&&t+s>e&&([t,r]=[0,r+1]);let o={left:t,row:r};return t+=s+18,o})}function Hn(n,e){let t=n.step[0],r=n.step[n.step.length-1];if(t===void 0||r===void 0||r<=t)return n;let i=(r-t)/e,s={step:[],value:[]};for(let o=0;o<n.step.length;o++){let a=n.step[o],l=n.value[o],d=n.step[o-1]??a,u=n.value[o-1]??l,p=l===u?1:Math.ceil((a-d)/i);for(let m=1;m<p;m++)s.step.push(d+(a-d)*m/p),s.value.push(u+(l-u)*m/p);s.step.push(a),s.value.push(l)}return s}var uo={optimizer:"The rate the optimizer used.",schedule:"The schedule function’s output; the optimizer may apply another rate.",window_mean:"The mean rate over the steps since the point before.",unknown:"Not known: the optimizer’s rate, or only what the schedule asked for."};function At({measures:n}){return uo[n]}function H(n){return n.replace(/(ch|sh|x)es$/,"$1").replace(/s$/,"")}function Pt({done:n,total:e}){return e>0?`Still reading: ${x(n)} of ${x(e)} series…`:"Still looking for series…"}function ye({where:n,lines:e=[]}){let[t,r]=e;return t===void 0?n:r===void 0||r===t?`${n}, line ${x(t)}`:`${n}, lines ${x(t)}–${x(r)}`}var ho={time_scale:n=>({name:"pace",text:`${n} times the schedule’s`}),value_scale:n=>({name:"size",text:`${n} times the schedule’s`}),step_offset:n=>({name:"displaced by",text:`${n} steps`}),variant:n=>({name:"what it follows",text:n.replaceAll("_"," ")})};function Mt({evidence_rows:n,comparison_rows:e,next_change_text:t}){let r=t?[{name:"next change",text:t}]:[];return[...n,...e,...r].map(i=>ho[i.name]?.(i.text)??i)}function vr({disagreements:n}){return n.map(({first:e,last:t})=>({min:e,max:t}))}function Fn(n){let{run:e,tag:t,steps:r,unit:i,logged:s,expected:o,marks:a}=n,l=vr(n);return`${[`Learning rate of run ${e}, tag ${t}, over ${i} ${x(r.first)} to ${x(r.last)}`,`Logged: ${$(s.first)} at first, ${$(s.last)} at last`,n.curve?`Expected: ${$(o.first)} at first, ${$(o.last)} at last`:"No expected curve",...l.length>0?[mo(l,r.last,i)]:[],...a.length>0?[`Marked: ${a.map(_t).join("; ")}`]:[]].join(". ")}.`}function mo(n,e,t){let[r,i]=[n[0].min,n[n.length-1].max],s=`from ${H(t)} ${x(r)}`;return n.length>1?`The two disagree in ${n.length} stretches ${s} to ${x(i)}`:`The two disagree ${s} ${i===e?"on":`to ${x(i)}`}`}function _t(n){return`${n.label} ${x(n.step)}`}function zn(n,e){let t=n.filter(r=>r.x>e.max);return t.length>0?`Beyond this view: ${t.map(_t).join(", ")}`:null}function Un(n){let{time_scale:e,step_offset:t,value_scale:r,variant:i}=n;if(i)return`followed ${i.replaceAll("_"," ")}`;let s=l=>l===1?"":`${$(l)} `,o=t===0?"":` ${t<0?"−":"+"} ${x(Math.abs(t))}`,a=`${s(e)}s${o}`;return a==="s"&&r===1?"followed":`followed ${s(r)}lr(${a})`}function xr({step:n,time:e,elapsed:t},r,i){let s=r==="wall"&&e!==null?Ae(e):r==="relative"&&t!==null?Cn(t):null;return`${H(i)} ${x(n)}${s?`, ${s}`:""}`}function Wn(n,e,t){let r=[xr(n,e,t)];return n.logged!==null&&r.push(`logged ${$(n.logged)}`),n.expected!==null&&r.push(`expected ${$(n.expected)}`),n.error!==null&&r.push(`error ${ge(n.logged,n.expected,n.error)}`),r.join(", ")}function Nt(n){let e=new Float64Array(n);for(let t=0;t<e.length;t++)Number.isFinite(e[t])||(e[t]=NaN);return e}function V(n,e){let t=0,r=n.length;for(;t<r;){let i=t+r>>1;n[i]>e?r=i:t=i+1}return t}function Ct(n,e){let t=V(n,e),r=n[t],i=n[t-1];return r===void 0||i===void 0?r===void 0?t-1:t:r-e<e-i?t:t-1}function ve(n,e,t){let r=V(n,t),[i,s]=[n[r-1]??NaN,n[r]??NaN],[o,a]=[e[r-1]??NaN,e[r]??NaN];return i===t?o:o+(a-o)*(t-i)/(s-i)}function jn(n,e){let{step:t,wall_time:r}=n.points,i=new Float64Array(t);if(e==="step"||t.length===0)return{places:i,at:l=>l,stepAt:l=>l};let s=e==="relative"?r[0]:0,o=-1/0;for(let l=0;l<t.length;l++)o=Math.max(o,r[l]-s),i[l]=o;let a=fo(n,o-i[0]);return{places:i,at:l=>Kn(t,i,l,a),stepAt:l=>Kn(i,t,l,1/a)}}function fo({points:{step:n},next_change:e},t){let r=n[0],i=n[n.length-1],s=(e?.step??i)-i,o=(e?.eta_seconds??NaN)/s;return s>0&&o>0?o:t>0&&i>r?t/(i-r):1}function Kn(n,e,t,r){let i=V(n,t),s=n.length-1;if(i===0)return e[0]-(n[0]-t)*r;if(i>s)return e[s]+(t-n[s])*r;let[o,a]=[n[i-1],n[i]],[l,d]=[e[i-1],e[i]];return l+(d-l)*(t-o)/(a-o)}var go=500;function Vn(n,e,t=null){let{points:r,curve:i,explained:s,inferred_curve:o,marks:a}=n,l=jn(n,e),d=p=>({x:bo(p.step,m=>l.at(m)),y:Nt(p.value)}),u=p=>p&&d(Hn(p,go));return{diagnosis:n,timeline:l,edited:t,lines:{logged:{x:l.places,y:Nt(r.value)},expected:u(i),explained:s&&d(s),inferred:u(o),edited:u(t)},error:r.error&&{x:l.places,y:Nt(r.error)},marks:a.map(p=>({...p,x:l.at(p.step)})),spans:vr(n).map(({min:p,max:m})=>({min:l.at(p),max:l.at(m)}))}}function Lt(n,e){return n.filter(({diagnosis:t})=>!e.has(t.key)).flatMap(({lines:t})=>le.flatMap(r=>e.has(r)?[]:t[r]??[]))}function Be(n,e){let{points:t,curve:r,explained:i,inferred_curve:s}=n.diagnosis,o=wr(t,e)?-1:Ct(t.step,e),a=t.step[o]??e,l=t.wall_time[o]??null,d=n.error?.y[o]??NaN,u=p=>{let m=p?ve(p.step,p.value,a):NaN;return Number.isNaN(m)?null:m};return{step:a,time:l,elapsed:l===null?null:l-(t.wall_time[0]??l),logged:t.value[o]??null,expected:t.expected?.[o]??u(r),error:Number.isNaN(d)?null:d,explained:u(i),inferred:u(s),edited:u(n.edited)}}function Ge({diagnosis:n,timeline:e},t){let{step:r}=n.points,i=e.stepAt(t);return wr({step:r},i)?Math.round(i):r[Ct(e.places,t)]??0}function Bn(n,{step:e},t){let r=e.length-1,i=t===null||wr({step:e},t)?r+1:Ct(e,t),s=Math.ceil(e.length/20),a={ArrowLeft:i-1,ArrowRight:i+1,PageUp:i-s,PageDown:i+s,Home:0,End:r}[n];return a===void 0?null:e[Math.min(r,Math.max(0,a))]??null}function wr({step:n},e){return e>(n[n.length-1]??-1/0)}function bo(n,e){let t=new Float64Array(n.length);for(let r=0;r<t.length;r++)t[r]=e(n[r]);return t}var yo=.15,vo=20,xo=1e8,Gn=1e-6,qn=.06,wo=.001;function Zn(n){let e=n.map($o);return{min:Math.min(...e.map(t=>t.min)),max:Math.max(...e.map(t=>t.max))}}function $o({lines:n,marks:e}){let t=n.logged.x,r=n.expected?.x??[],i=[...e.map(u=>u.x),...r.slice(-1)],s=t[0]??r[0]??0,o=t[t.length-1]??s;if(o===s){let u=Math.max(s,...i);return u>s?{min:s,max:u}:{min:s-1,max:s+1}}let a=o+yo*(o-s),l=Math.min(a,r[r.length-1]??o),d=n.edited?.x.slice(-1)??[];return{min:s,max:Math.max(o,l,...d,...i.filter(u=>u<=a))}}function qe(n,e,t=-1/0){let[r,i]=[1/0,-1/0],s=a=>{a<r&&a>t&&(r=a),a>i&&a>t&&(i=a)};for(let{x:a,y:l}of n){s(ve(a,l,e.min)),s(ve(a,l,e.max));let d=V(a,e.max);for(let u=V(a,e.min);u<d;u++)s(l[u])}return r<=i?{min:r,max:i}:e.min===-1/0?null:qe(n,{min:-1/0,max:1/0},t)}function Yn(n,e){let t=qe(n,e);return t&&t.min>0&&t.max/t.min>vo?"log":"linear"}function Jn(n,e){return n?e==="log"?ko(n):So(n):e==="log"?{min:1e-4,max:.01}:{min:0,max:1}}function So({min:n,max:e}){let t=Math.max(Math.abs(n),Math.abs(e));if(t===0)return{min:-1,max:1};if(e-n<=Gn*t){let s=(n+e)/2;return s>0?{min:0,max:2*s}:{min:2*s,max:0}}let r=qn*(e-n);return{min:n>=0&&n-r<0?-r/3:n-r,max:e+r}}function ko({min:n,max:e}){let t=Math.max(n,e/xo);if(e-t<=Gn*e)return{min:e/4,max:e*4};let r=Math.pow(e/t,qn);return{min:t/r,max:e*r}}function Xn(n){let e=Math.max(-Ve,Math.min(0,n?.min??0)),t=Math.min(Ve,Math.max(0,n?.max??0)),r=Math.max(.12*(t-e),wo-(t-e)/2);return{min:e-r,max:t+r}}function Ro(n){return n==="log"?[Math.log10,e=>10**e]:[e=>e,e=>e]}function Pe({min:n,max:e},t,r,i="linear"){let[s,o]=Ro(i),a=s(t);return{min:o(a+(s(n)-a)*r),max:o(a+(s(e)-a)*r)}}function Qn(n,e,t){let r=Math.max(e.max-e.min,Math.min(t,n.max-n.min));if(r>=n.max-n.min)return null;let i=Math.min(Math.max(e.min,n.min),n.max-r);return{min:i,max:i+r}}function ei({min:n,max:e},t){let r=(e-n)/10,i=t<n?t-r-n:t>e?t+r-e:0;return{min:n+i,max:e+i}}function ti({view:n,scale:e,isFull:t,change:r,reset:i,toggleFull:s}){let{axis:o,zoom:a,valueZoom:l,arrangement:d,compared:u,table:p}=n,m=(y,b,k,E,T="")=>c`<button
type="button"
data-testid=${y}
aria-pressed=${k}
title=${T||h}
@click=${E}
>
${b}
</button>`,f=y=>()=>r(y);return c`<div class="controls" role="group" aria-label="Chart">
<div class="segments" role="group" aria-label="Horizontal axis">
${m("axis-step","Step",o==="step",f({axis:"step"}))}
${m("axis-relative","Relative",o==="relative",f({axis:"relative"}))}
${m("axis-wall","Wall",o==="wall",f({axis:"wall"}))}
</div>
<div class="segments" role="group" aria-label="Scale of the value axis">
${m("scale-linear","Linear",e==="linear",f({scale:"linear"}))}
${m("scale-log","Log",e==="log",f({scale:"log"}))}
</div>
${u.length>0?c`<div class="segments" role="group" aria-label="Compared series">
${m("overlay","One chart",d==="overlay",f({arrangement:"overlay"}))}
${m("multiples","One each",d!=="overlay",f({arrangement:"multiples"}))}
</div>`:h}
${m("table","Table",p,f({table:!p}))}
${m("full","Full screen",t,s,"The chart alone (f); Escape leads back")}
<button
type="button"
data-testid="reset-zoom"
title="Double click, or 0. Drag to zoom (with Shift in both directions), or turn the wheel with Ctrl or Alt (and Shift for the values)."
?disabled=${a===null&&l===null}
@click=${i}
>
Reset zoom
</button>
</div>`}var ri="Show or hide; with Alt alone";function $r(n,{diagnosis:e}){return n==="explained"?Un(e.evidence):n}function ni(n,e,t,r,i,s){let{diagnosis:o,spans:a,lines:l,error:d}=n,u=(p,m,f="")=>l[p]?c`<button
type="button"
data-testid=${m}
title="${f&&`${f}. `}${ri}"
aria-pressed=${!r.has(p)}
@click=${y=>s(p,y)}
>
<i
class="line ${p}"
style=${i&&(p==="logged"||p==="expected")?`border-color: ${i}`:h}
></i
>${$r(p,n)} <b class="rate">${$(e[p])}</b>
</button>`:h;return c`<div class="legend" data-testid="legend">
<span class="step ${t}">${xr(e,t,o.unit)}</span>
${u("logged","logged")}
${l.expected?u("expected","expected"):c`<span class="muted">no expected curve</span>`}
${u("edited","edited-legend")}
${d?c`<span data-testid="error"
>error
<b class="error">${ge(e.logged,e.expected,e.error)}</b></span
>`:h}
${u("explained","line-explained","What the run followed instead")}
${u("inferred","line-inferred","The schedule that the points themselves describe")}
${a.length>0?c`<span><i class="area"></i>disagree</span>`:h}
</div>`}function ii(n,e,t){return n.length<2?h:c`<div class="compared-series" tabindex="0" role="region" aria-label="Compared series">
<table>
<thead>
<tr>
${["series","logged","expected","error"].map(r=>c`<th scope="col">${r}</th>`)}
<th><span class="unseen">remove</span></th>
</tr>
</thead>
<tbody>
${n.map(r=>Eo(r,e,t))}
</tbody>
</table>
</div>`}function Eo({plotted:n,readout:e,colour:t,remove:r},i,s){let{run:o,tag:a,key:l}=n.diagnosis;return c`<tr data-testid=${r?"compared":"compared-with"}>
<th scope="row">
<button
type="button"
title="${o} ${a}. ${ri}"
aria-pressed=${!i.has(l)}
@click=${d=>s(l,d)}
>
<i class="line" style=${t?`border-color: ${t}`:h}></i><bdi>${o}</bdi>
<bdi class="muted">${a}</bdi>
</button>
</th>
<td><span class="unseen">logged</span> ${$(e.logged)}</td>
<td><span class="unseen">expected</span> ${$(e.expected)}</td>
<td>${ge(e.logged,e.expected,e.error)}</td>
<td>
${r?c`<button type="button" aria-label="Compare no longer with ${o} ${a}" @click=${r}>
✕
</button>`:h}
</td>
</tr>`}var si=w` :host{display:flex;flex-direction:column;gap:10px;min-width:0;padding:14px 18px;}.controls{display:flex;flex-wrap:wrap;gap:8px;}.segments{display:flex;}.segments button{border-radius:0;}.segments button:first-child{border-radius:4px 0 0 4px;}.segments button:last-child{border-radius:0 4px 4px 0;}.segments button + button{margin-left:-1px;}:host([full]){position:fixed;z-index:5;inset:0;background:var(--lr-surface);overflow-y:auto;}:host([full]) .charts{max-height:none;}.controls [aria-pressed='true']{position:relative;border-color:var(--lr-border-strong);background:var(--lr-surface-code);font-weight:500;}.legends{display:grid;gap:4px;}.legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;font-variant-numeric:tabular-nums;}.legend b{font-weight:500;}.legend button,.compared-series button{border:none;padding:0 4px;margin:-1px -4px;min-height:24px;}[aria-pressed='false'] .line{opacity:0.3;}.legend [aria-pressed='false'],.compared-series [aria-pressed='false']{color:var(--lr-text-muted);text-decoration:line-through;}.legend b{display:inline-block;text-align:left;white-space:nowrap;}.legend .rate{min-width:74px;}.legend .error{min-width:136px;}.legend .step{min-width:100px;color:var(--lr-text-muted);}.legend .step.relative{min-width:150px;}.legend .step.wall{min-width:230px;}.compared-series{max-height:172px;overflow-y:auto;font-size:13px;font-variant-numeric:tabular-nums;}.compared-series table{table-layout:fixed;width:100%;border-collapse:collapse;}.compared-series th,.compared-series td{height:24px;padding:0 8px 0 0;font-weight:400;text-align:left;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;}.compared-series thead th{position:sticky;top:0;background:var(--lr-surface);color:var(--lr-text-muted);font-size:12px;}.compared-series th:first-child button{max-width:100%;margin:0;overflow:hidden;text-overflow:ellipsis;}.compared-series th:nth-child(2),.compared-series th:nth-child(3){width:92px;}.compared-series th:nth-child(4){width:142px;}.compared-series th:nth-child(5){width:40px;}.line{display:inline-block;width:24px;margin-right:7px;border-top:2px solid var(--lr-logged);vertical-align:middle;}.line.expected{border-top:2px dashed var(--lr-expected);}.line.edited{border-top:2px dotted var(--lr-edited);}.line.explained{border-top:2px dotted var(--lr-ok);}.line.inferred{border-top:1px dotted var(--lr-text);}.area{display:inline-block;width:14px;height:12px;margin-right:7px;background:var(--lr-disagree);outline:1px solid color-mix(in srgb,var(--lr-error) 40%,transparent);vertical-align:-1px;}.charts{flex:1;display:grid;gap:12px;min-height:340px;max-height:720px;}.charts.multiples{grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));max-height:none;}figure{display:flex;flex-direction:column;min-width:0;margin:0;}figcaption{font-size:13px;overflow-wrap:anywhere;}lr-chart{flex:1;min-height:240px;}.multiples lr-chart{min-height:320px;}footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px;color:var(--lr-text-muted);font-size:12px;}.beyond{flex-basis:100%;}`;function oi(n,e){let t=[];return[...n].sort((r,i)=>i.at-r.at).map(r=>{let i=Math.max(0,Math.min(r.at,e-r.width)),s=0;for(;(t[s]??1/0)-8<i+r.width;)s++;return t[s]=i,{...r,left:i,row:s}})}function ai(n,e){let t=new Map,r=[];for(let i of[...n].sort((s,o)=>s.at-o.at)){let s=t.get(i.label);if(s?.[0]&&i.at-s[0].at<e){s.push(i);continue}let o=[i];t.set(i.label,o),r.push(o)}return r}var Ot=class{constructor(e,t,r){this.placeAt=e;this.valueAt=t;this.events=r;this.node=Ze("plot-area");this.selection=Ze("selection");this.dragged=null;this.fingers=new Map;this.size={left:0,top:0,width:0,height:0};let{node:i}=this;this.selection.hidden=!0,i.append(this.selection),i.addEventListener("pointerdown",s=>{s.button===0&&(i.setPointerCapture(s.pointerId),this.fingers.set(s.pointerId,this.pointOf(s)),this.dragged=this.fingers.size===1?this.pointOf(s):null,this.select(null))}),i.addEventListener("pointermove",s=>{let o=this.pointOf(s);this.pinch(s.pointerId,o)||(r.onPoint(e(o.left),o.top),this.select(this.draggedBox(s)))}),i.addEventListener("pointerup",s=>this.drop(s)),i.addEventListener("pointercancel",s=>this.endDrag(s)),i.addEventListener("pointerleave",()=>r.onPoint(null,0)),i.addEventListener("dblclick",()=>r.onReset()),i.addEventListener("wheel",s=>this.turn(s),{passive:!1})}cover(e){this.size=e,li(this.node,e)}pointOf(e){let{left:t,top:r}=this.node.getBoundingClientRect();return{left:Math.min(this.size.width,Math.max(0,e.clientX-t)),top:Math.min(this.size.height,Math.max(0,e.clientY-r))}}draggedBox(e){if(!this.dragged)return null;let{left:t,top:r}=this.pointOf(e),i=this.dragged,s=Math.abs(t-i.left);if(s<5)return null;let o=e.shiftKey?{top:Math.min(r,i.top),height:Math.abs(r-i.top)}:{top:0,height:this.size.height};return{left:Math.min(t,i.left),width:s,...o}}select(e){this.selection.hidden=!e,e&&li(this.selection,e)}pinch(e,t){let r=this.fingers.get(e),i=[...this.fingers].find(([a])=>a!==e)?.[1];if(!r||!i)return!1;this.fingers.set(e,t);let[s,o]=[r,t].map(({left:a})=>Math.max(1,Math.abs(a-i.left)));return s!==o&&this.events.onZoom(this.placeAt((t.left+i.left)/2),null,s/o),!0}drop(e){let[t,r]=[this.draggedBox(e),this.dragged];if(this.endDrag(e),!r)return;if(!t)return this.events.onClick(this.placeAt(r.left));let{left:i,top:s,width:o,height:a}=t,l=e.shiftKey&&a>=5;this.events.onDrag({min:this.placeAt(i),max:this.placeAt(i+o)},l?{min:this.valueAt(s+a),max:this.valueAt(s)}:null)}endDrag(e){this.fingers.delete(e.pointerId),this.dragged=null,this.select(null)}turn(e){if(!e.ctrlKey&&!e.altKey)return;e.preventDefault();let t=(e.deltaY||e.deltaX)*(e.deltaMode===0?1:20),r=Math.exp(Math.min(200,Math.max(-200,t))/500),{left:i,top:s}=this.pointOf(e);this.events.onZoom(this.placeAt(i),e.shiftKey?this.valueAt(s):null,r)}};function Ze(n){let e=document.createElement("div");return e.className=n,e}function li(n,e){for(let t of["left","top","width","height"])n.style[t]=`${e[t]}px`}var To=[[1,2,5],[1,3],[1]];function ci({min:n,max:e},t){let r=Math.floor(Math.log10(n)),i=Math.ceil(Math.log10(e));for(let o of To){let a=di(r,i,1).flatMap(l=>o.map(d=>+`${d}e${l}`)).filter(l=>l>=n&&l<=e);if(a.length<3)return kr({min:n,max:e},t);if(a.length<=t)return a}let s=Math.ceil((i-r+1)/t);return di(r,i,s).map(o=>+`1e${o}`).filter(o=>o>=n&&o<=e)}function kr({min:n,max:e},t){let r=Ao((e-n)/t),i=[];for(let s=Math.ceil(n/r);s*r<=e;s++)i.push(Number((s*r).toPrecision(12)));return i}function Ao(n){let e=Math.floor(Math.log10(n)),t=[1,2,5].find(r=>+`${r}e${e}`>=n);return t?+`${t}e${e}`:+`1e${e+1}`}function di(n,e,t){let r=[];for(let i=n;i<=e;i+=t)r.push(i);return r}var Rr=60,Er=3600,Sr=24*Er,pi=Array.from({length:16},(n,e)=>[1,2,5].map(t=>t*10**e)).flat(),Po=[.001,.01,.1,1,2,5,10,15,30,...[1,2,5,10,15,30].map(n=>n*Rr),...[1,2,3,6,12].map(n=>n*Er),...pi.map(n=>n*Sr)];function ui(n,{min:e,max:t},r){let s=(n==="step"?pi:Po).find(l=>(t-e)/l<=r)??(t-e)/r,o=n==="wall"?new Date(e*1e3).getTimezoneOffset()*Rr:0,a=[];for(let l=Math.ceil((e-o)/s);l*s+o<=t;l++)a.push(Number((l*s+o).toPrecision(15)));return a}function hi(n,e){if(n==="step")return e.map(x);let t=(e[1]??0)-(e[0]??0);if(n==="relative"){let i=[[Sr,"d"],[Er,"h"],[Rr,"min"]],[s,o]=i.find(([a])=>t>=a)??[1,"s"];return e.map(a=>`${Number((a/s).toFixed(3))} ${o}`)}let r="";return e.map(i=>{let[s,o]=Ae(i,t).split(" "),a=t>=Sr?s:s===r?o:`${o}
${s}`;return r=s,a})}var mi=4;function fi({x:n,y:e},{min:t,max:r},i){let s=Math.max(0,V(n,t)-1),o=Math.min(n.length,V(n,r)+1);if(o-s<=mi*i)return{x:n.subarray(s,o),y:e.subarray(s,o)};let a=new Int32Array(mi*(i+4)),l=(r-t)/i,d=0;for(let p=s;p<o;){let m=t+(Math.floor((n[p]-t)/l)+1)*l,[f,y,b]=[p,p,p],[k,E]=[1/0,-1/0];do{let T=e[b];T<k&&([k,f]=[T,b]),T>E&&([E,y]=[T,b]),b++}while(b<o&&n[b]<m);for(let T of[p,Math.min(f,y),Math.max(f,y),b-1])(d===0||T>a[d-1])&&(a[d++]=T);p=b}let u=a.subarray(0,d);return{x:Float64Array.from(u,p=>n[p]),y:Float64Array.from(u,p=>e[p])}}var Mo=36,_o=90,Ye=4,gi=13,bi=16,No=14,Co=2.5,Je=class{constructor(e,t,r){this.container=e;this.isLabelled=t;this.canvas=document.createElement("canvas");this.pen=this.canvas.getContext("2d");this.box={left:0,top:0,width:0,height:0};this.crosshair=Ze("crosshair");this.pin=Ze("pin");this.canvas.height=0,this.area=new Ot(i=>this.placeAt(i),i=>this.valueAt(i),r),this.crosshair.hidden=this.pin.hidden=!0,this.area.node.append(this.pin,this.crosshair),e.append(this.canvas,this.area.node)}measure(e,t){this.frame=e;let{clientWidth:r,clientHeight:i}=this.container,{ratio:s}=e;this.canvas.width=Math.round(r*s),this.canvas.height=Math.round(i*s),this.pen.setTransform(s,0,0,s,0,0),this.pen.font=ke,this.box.top=t,this.box.height=Math.max(1,i-t-this.footHeight);let o=this.frame.formatTicks(this.valueTicks()),a=this.isLabelled?bi:0;return Math.ceil(Math.max(24,...o.map(l=>this.pen.measureText(l).width)))+14+a}begin(e,t){let{clientWidth:r,clientHeight:i}=this.container,s=Math.max(1,r-e-at);this.box={left:e,top:t,width:s,height:Math.max(1,i-t-this.footHeight)},this.area.cover(this.box),this.pen.clearRect(0,0,r,i),this.drawAxes()}setCursor(e,t){this.stand(this.crosshair,e),this.stand(this.pin,t)}stand(e,t){let{min:r,max:i}=this.frame.view;e.hidden=t===null||t<r||t>i,t!==null&&(e.style.transform=`translateX(${this.leftOf(t)-this.box.left}px)`)}leftOf(e){let{min:t,max:r}=this.frame.view;return this.box.left+(e-t)/(r-t)*this.box.width}topOf(e){let{box:t,to:r}=this,{min:i,max:s}=this.frame.values;return t.top+t.height*(1-(r(e)-r(i))/(r(s)-r(i)))}placeAt(e){let{min:t,max:r}=this.frame.view;return t+(r-t)*e/this.box.width}valueAt(e){let{min:t,max:r}=this.frame.values,i=this.to(r)+(this.to(t)-this.to(r))*e/this.box.height;return this.frame.scale==="log"?10**i:i}drawTrack(e,{colour:t,width:r,dash:i=[],hasDots:s=!1}){let{pen:o,box:a}=this,{x:l,y:d}=fi(e,this.frame.view,Math.ceil(a.width*this.frame.ratio)),u=s&&l.length*No<a.width,p=new Path2D;this.clipped(()=>{o.strokeStyle=o.fillStyle=t,o.lineWidth=r,o.lineJoin="round",i.length===0&&(o.lineCap="round"),o.setLineDash([...i]),o.beginPath();let m=!0;for(let f=0;f<l.length;f++){let y=this.leftOf(l[f]),b=this.topOf(d[f]);if(!Number.isFinite(b)){m=!0;continue}m&&o.moveTo(y,b),o.lineTo(y,b),m=!1,u&&yi(p,y,b,Co)}o.stroke(),o.fill(p)})}drawPoint(e,t,r,i){let[s,o]=[this.leftOf(e),this.topOf(t)],{pen:a,box:l}=this;if(s<l.left||s>l.left+l.width||!(o>=l.top&&o<=l.top+l.height))return;let d=new Path2D;yi(d,s,o,i),a.fillStyle=r,a.fill(d)}shade({min:e,max:t},r){let[i,s]=[this.leftOf(e),this.leftOf(t)];this.clipped(()=>{this.pen.fillStyle=r,this.pen.fillRect(i-1,this.box.top,s-i+2,this.box.height)})}clipped(e){let{left:t,top:r,width:i,height:s}=this.box;this.pen.save(),this.pen.beginPath(),this.pen.rect(t,r,i,s),this.pen.clip(),e(),this.pen.restore()}get to(){return this.frame.scale==="log"?Math.log10:e=>e}get footHeight(){return this.isLabelled?Ye+8+gi*(this.frame.axis==="wall"?2:1)+bi:8}valueTicks(){let e=Math.max(3,Math.floor(this.box.height/Mo));return(this.frame.scale==="log"?ci:kr)(this.frame.values,e)}drawAxes(){let{pen:e,box:t}=this,{palette:r,axis:i,formatTicks:s,view:o}=this.frame,[a,l]=[t.left+t.width,t.top+t.height],d=this.valueTicks(),u=ui(i,o,Math.max(2,Math.floor(t.width/_o)));e.font=ke,e.fillStyle=r.text,e.strokeStyle=r.grid,e.lineWidth=1,e.setLineDash([]),e.beginPath(),e.textAlign="right",e.textBaseline="middle",s(d).forEach((p,m)=>{let f=It(this.topOf(d[m]));e.moveTo(t.left-Ye,f),e.lineTo(a,f),e.fillText(p,t.left-Ye-4,f)}),e.textAlign="center",e.textBaseline="top",hi(i,u).forEach((p,m)=>{let f=It(this.leftOf(u[m]));e.moveTo(f,t.top),e.lineTo(f,l+Ye),this.isLabelled&&p.split(`
`).forEach((y,b)=>{e.fillText(y,f,l+Ye+4+b*gi)})}),e.stroke(),this.drawNames()}drawNames(){let{pen:e,box:t}=this,{placeName:r,valueName:i}=this.frame;if(!this.isLabelled){e.textAlign="right",e.textBaseline="bottom",e.fillText(i,t.left+t.width,t.top-2);return}e.textBaseline="bottom",e.fillText(r,t.left+t.width/2,this.container.clientHeight),e.save(),e.translate(0,t.top+t.height/2),e.rotate(-Math.PI/2),e.textBaseline="top",e.fillText(i,0,1),e.restore()}};function It(n){return Math.round(n)+.5}function yi(n,e,t,r){n.moveTo(e+r,t),n.arc(e,t,r,0,2*Math.PI)}var Xe=15,Lo=110,vi=5;function xi(n,e,t,r){n.font=ke;let i=e.filter(({x:o})=>o>=t.min&&o<=t.max).map(o=>({...o,at:(o.x-t.min)/(t.max-t.min)*r})),s=ai(i,Lo).map(o=>{let a=o[0],l=o[o.length-1],d=l===a?"":`–${x(l.step)} (${o.length} times)`,u=_t(a)+d;return{mark:a,at:a.at,text:u,width:n.measureText(u).width}});return oi(s,r)}function Tr(n,e,t,r){let{pen:i,box:s}=n;i.save(),i.font=ke,i.textAlign="left",i.textBaseline="alphabetic",i.setLineDash([2,3]),i.lineWidth=1;let o=({row:a})=>a*Xe+vi;for(let{kind:a,step:l,x:d}of e){let u=It(n.leftOf(d));if(!(u>=s.left&&u<=s.left+s.width+1))continue;let p=t.find(({mark:m})=>m.step===l&&m.kind===a);i.strokeStyle=a==="onset"?r.fault:r.mark,i.beginPath(),i.moveTo(u,s.top-(p?o(p):0)),i.lineTo(u,s.top+s.height),i.stroke()}for(let a of t){let[l,d]=[s.left+a.left,s.top-o(a)];i.fillStyle=r.surface,i.fillRect(l,d-Xe+vi,a.width,Xe-2),i.fillStyle=a.mark.kind==="onset"?r.fault:r.text,i.fillText(a.text,l,d)}i.restore()}var wi=10,$i=16,Oo=4,Dt=class{constructor(e,t,r){this.places=e;this.model=t;this.highlighted=null;this.ratio=null;this.main=new Je(e[0],!0,r),this.strip=new Je(e[1],!1,{...r,onPoint:i=>r.onPoint(i,NaN),onDrag:i=>r.onDrag(i,null),onZoom:(i,s,o)=>r.onZoom(i,null,o)}),this.values=Si(t)}get canvases(){return[this.main.canvas,this.strip.canvas].filter(({height:e})=>e>0)}get plot(){return this.main.box}leftOf(e){return this.main.leftOf(e)}get drawnValues(){return this.values}update(e){this.model=e,this.values=Si(e),this.draw()}setCursor(e,t){this.main.setCursor(e,t),this.strip.setCursor(e,t)}linesNear(e,t){let{shown:r,hidden:i,palette:s}=this.model,o=Ce(s),a=[];for(let l of r)for(let d of ki(l,r,i)){let{x:u,y:p}=l.plotted.lines[d],m=ve(u,p,e);if(Number.isNaN(m))continue;let f=Math.abs(this.main.topOf(m)-this.main.box.top-t);a.push({series:l,line:d,value:m,distance:f,style:Ri(l,d,o)})}return a.sort((l,d)=>l.distance-d.distance)}highlight(e){e?.series===this.highlighted?.series&&e?.line===this.highlighted?.line||(this.highlighted=e,this.draw())}at(e,t){this.ratio=e,this.draw();try{return t()}finally{this.ratio=null,this.draw()}}draw(){let[e,t]=this.places,{shown:r,all:i,view:s,scale:o,axis:a,palette:l}=this.model,d=o==="log",p={step:[...new Set(r.map(({plotted:M})=>H(M.diagnosis.unit)))].join(" / "),relative:"time since the first point",wall:"time"}[a],m={palette:l,axis:a,view:s,placeName:p,ratio:this.ratio??devicePixelRatio},f={...m,scale:o,values:this.values,valueName:"learning rate",formatTicks:d?M=>M.map(D=>$(D)):Mn},y=i.flatMap(({error:M})=>M??[]),b={...m,scale:"linear",values:Xn(qe(y,s)),valueName:"relative error",formatTicks:M=>M.map(gr)},k=Math.max(this.main.measure(f,wi),this.strip.measure(b,$i));if(e.clientWidth===0||e.clientHeight===0)return;let E=r[0]?.plotted.marks??[],T=xi(this.main.pen,E,s,e.clientWidth-k-at),W=T.reduce((M,{row:D})=>Math.max(M,D+1),0);this.main.begin(k,wi+W*Xe),this.drawMain(T),t.clientHeight!==0&&(this.strip.begin(k,$i),this.drawStrip())}drawMain(e){let{main:t}=this,{shown:r,hidden:i,palette:s}=this.model,o=Ce(s),a=r[0]?.plotted;for(let l of a?.spans??[])t.shade(l,s.disagree);for(let l of r)for(let d of ki(l,r,i)){let u=Ri(l,d,o),p=this.highlighted?.series===l&&this.highlighted.line===d;t.drawTrack(l.plotted.lines[d],p?{...u,width:u.width+1.5}:u)}Tr(t,a?.marks??[],e,s);for(let{plotted:l,logged:d}of r){if(i.has(l.diagnosis.key)||i.has("logged"))continue;let{x:u,y:p}=l.lines.logged,m=u.length-1;m>=0&&t.drawPoint(u[m],p[m],d,Oo)}}drawStrip(){let{strip:e}=this,{shown:t,hidden:r,palette:i}=this.model,s=t[0]?.plotted;for(let o of s?.spans??[])e.shade(o,i.disagree);for(let{plotted:o,logged:a}of t)!o.error||r.has(o.diagnosis.key)||e.drawTrack(o.error,{colour:a,width:1.5,hasDots:!0});Tr(e,s?.marks??[],[],i)}};function Si({all:n,view:e,hidden:t,values:r,scale:i}){let s=i==="log"?0:-1/0;return r??Jn(qe(Lt(n,t),e,s),i)}function ki({plotted:n},e,t){if(t.has(n.diagnosis.key))return[];let r=n===e[0]?.plotted;return le.filter(i=>n.lines[i]&&!t.has(i)&&(r||i==="logged"||i==="expected"))}function Ri(n,e,t){return e==="logged"||e==="expected"?{...t[e],colour:n[e]}:t[e]}var A=w` :host{display:block;color:var(--lr-text);font:14px/1.45 ${$t(J)};}:host([hidden]){display:none;}*,*::before,*::after{box-sizing:border-box;}:focus-visible{outline:2px solid var(--lr-link);outline-offset:2px;}h2,h3,p,ol,ul,pre,dl,dd{margin:0;padding:0;}h3{color:var(--lr-text-muted);font-size:11px;font-weight:500;letter-spacing:0.06em;text-transform:uppercase;}button{border:1px solid var(--lr-border);border-radius:4px;padding:0 10px;min-height:28px;background:transparent;color:var(--lr-text);font:inherit;font-size:13px;cursor:pointer;}button:hover:not(:disabled){background:var(--lr-surface-hover);}button:disabled{color:var(--lr-text-muted);opacity:0.6;cursor:default;}.number{white-space:nowrap;}.muted{color:var(--lr-text-muted);}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}.warnings{display:grid;gap:8px;border-left:3px solid var(--lr-warning);border-radius:0 4px 4px 0;padding:9px 12px;background:var(--lr-surface-warning);font-size:13.5px;}.formula{font-family:'Roboto Mono',Menlo,Consolas,monospace;font-size:12.5px;overflow-wrap:anywhere;}@media (forced-colors:active){[aria-pressed='true'],.row.selected{forced-color-adjust:none;border-color:Highlight !important;background:Highlight !important;color:HighlightText !important;}[aria-pressed='true'] *,.row.selected *{color:HighlightText !important;}.row.selected path{stroke:HighlightText !important;}}.severity-error{color:var(--lr-error);}.severity-warning{color:var(--lr-warning);}.severity-notice{color:var(--lr-notice);}.severity-ok{color:var(--lr-ok);}.severity-unknown{color:var(--lr-unknown);}`;var Io=8,Ht=14,Z=class extends S{constructor(){super(...arguments);this.place=null;this.pinned=null;this.top=null;this.chart=null;this.resizing=new ResizeObserver(()=>{this.chart?.draw(),this.chart?.setCursor(this.place,this.pinned)})}get canvases(){return this.chart?.canvases??[]}at(t,r){return this.chart?.at(t,()=>r(this.canvases))??null}get values(){return this.chart?.drawnValues??null}connectedCallback(){super.connectedCallback(),this.resizing.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let[t]=this.model.shown;return c`<div
class="main"
data-testid="chart"
role="img"
aria-label=${t?Fn(t.plotted.diagnosis):""}
>
${this.renderTooltip()}
</div>
<div
class="strip"
data-testid="error-strip"
role="img"
aria-label="Relative error over the same axis"
?hidden=${this.model.all.every(({error:r})=>!r)}
></div>`}renderTooltip(){let{place:t,top:r}=this,i=this.chart?.plot;if(t===null||r===null||!i||i.width<1)return h;let s=this.chart.linesNear(t,r).slice(0,Io);if(s.length===0)return h;let[o]=this.model.shown,{unit:a}=o.plotted.diagnosis,l=this.chart.leftOf(t),d=l>i.left+i.width/2,u=r>i.height/2,p=d?`calc(${l-Ht}px - 100%)`:`${l+Ht}px`,m=u?`calc(${i.top+r-Ht}px - 100%)`:`${i.top+r+Ht}px`,f=Math.round(o.plotted.timeline.stepAt(t));return c`<div
class="tooltip"
data-testid="tooltip"
aria-hidden="true"
style="transform: translate(${p}, ${m})"
>
${H(a)} ${x(f)}
${s.map(({series:y,line:b,value:k,style:E},T)=>c`<div class=${T===0?"nearest":""}>
<i style="border-top-color: ${E.colour}; ${E.dash?"border-top-style: dashed":""}"></i>
<span>${this.model.shown.length>1?`${y.plotted.diagnosis.run} `:""}${b}</span>
<b>${$(k)}</b>
</div>`)}
</div>`}firstUpdated(){let[t,r]=this.renderRoot.querySelectorAll(".main, .strip");this.chart=new Dt([t,r],this.model,{onPoint:(i,s)=>{this.top=i===null||Number.isNaN(s)?null:s,this.emit("lr-point",i)},onClick:i=>this.emit("lr-pin",i),onDrag:(i,s)=>this.ask({places:i,...s&&{values:s}}),onZoom:(i,s,o)=>this.turn(i,s,o),onReset:()=>this.emit("lr-reset",null)})}updated(t){t.has("model")&&this.chart?.update(this.model);let r=this.place!==null&&this.top!==null;this.chart?.highlight(r&&this.chart.linesNear(this.place,this.top)[0]||null),this.chart?.setCursor(this.place,this.pinned)}turn(t,r,i){let{view:s,whole:o,values:a,scale:l}=this.model,d=r===null?s.min<=o.min&&s.max>=o.max:a===null;i>1&&d||(r===null?this.ask({places:Pe(s,t,i)}):this.chart&&this.ask({values:Pe(this.chart.drawnValues,r,i,l)}))}ask(t){this.emit("lr-zoom",t)}};Z.styles=[A,w` :host{display:flex;flex-direction:column;position:relative;user-select:none;}.main,.strip{position:relative;overflow:hidden;}.main{flex:1;min-height:0;}.strip:not([hidden]){flex:0 0 clamp(70px,20%,110px);}canvas{position:absolute;width:100%;height:100%;}.plot-area{position:absolute;cursor:crosshair;touch-action:pan-y;}.selection{position:absolute;background:color-mix(in srgb,var(--lr-link) 18%,transparent);pointer-events:none;}.crosshair{position:absolute;top:0;bottom:0;border-left:1px solid var(--lr-text);pointer-events:none;}.pin{position:absolute;top:0;bottom:0;border-left:2px solid var(--lr-link);pointer-events:none;}.tooltip{position:absolute;z-index:2;top:0;left:0;min-width:150px;max-width:min(340px,60%);border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);font-size:12px;font-variant-numeric:tabular-nums;pointer-events:none;}.tooltip div{display:grid;grid-template-columns:18px minmax(0,1fr) auto;align-items:center;gap:7px;}.tooltip .nearest{font-weight:500;}.tooltip span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tooltip i{border-top:2px solid;}`],g([v({attribute:!1})],Z.prototype,"model",2),g([v({attribute:!1})],Z.prototype,"place",2),g([v({attribute:!1})],Z.prototype,"pinned",2),g([P()],Z.prototype,"top",2),Z=g([R("lr-chart")],Z);var Qe=26,Ei=10,Do=n=>n.charAt(0).toUpperCase()+n.slice(1),ne=class extends S{constructor(){super(...arguments);this.top=0;this.height=0;this.resizing=new ResizeObserver(()=>this.height=this.clientHeight);this.onScroll=()=>{this.top=this.scrollTop}}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.addEventListener("scroll",this.onScroll),this.tabIndex=0,this.role="region",this.ariaLabel="Points"}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let{run:t,tag:r,points:i,steps:s,unit:o}=this.plotted.diagnosis,a=i.step.length,l=Math.max(0,Math.min(a,Math.floor(this.top/Qe))-Ei),d=Math.min(a,l+Math.ceil(this.height/Qe)+2*Ei),u=p=>c`<tbody aria-hidden="true" style="height: ${p*Qe}px; display: block"></tbody>`;return c`<table aria-rowcount=${a+1} data-testid="points-table">
<caption class="unseen">
${t} ${r}:
${O(s.count,"point")}${a<s.count?`, of which ${x(a)} are listed`:""}
</caption>
<thead>
<tr aria-rowindex="1">
${[Do(H(o)),"Time","Logged","Expected","Relative error"].map(p=>c`<th scope="col">${p}</th>`)}
</tr>
</thead>
${u(l)}
<tbody>
${Array.from({length:d-l},(p,m)=>this.renderRow(l+m))}
</tbody>
${u(a-d)}
</table>`}renderRow(t){let{points:r,disagreements:i}=this.plotted.diagnosis,{step:s,wall_time:o,value:a,expected:l,error:d}=r,u=o[t],[p,m]=[a[t]??null,l?.[t]??null],f=i.some(({first:y,last:b})=>y<=s[t]&&s[t]<=b);return c`<tr aria-rowindex=${t+2} class=${f?"off":""}>
<td>${x(s[t]??null)}</td>
<td>${u===void 0?"–":Ae(u)}</td>
<td>${$(p)}</td>
<td>${$(m)}</td>
<td>${ge(p,m,d?.[t]??null)}</td>
</tr>`}firstUpdated(){let{points:t,disagreements:r}=this.plotted.diagnosis,i=r[0]?t.step.indexOf(r[0].first):-1;i>0&&(this.scrollTop=(i-1)*Qe)}};ne.styles=[A,w` :host{flex:1;min-height:200px;overflow:auto;border:1px solid var(--lr-border);}table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;}th,td{height:${Qe}px;padding:0 12px;text-align:right;white-space:nowrap;}th{position:sticky;top:0;background:var(--lr-surface-code);font-weight:500;}td{border-top:1px solid var(--lr-border);}.off{background:var(--lr-disagree);}`],g([v({attribute:!1})],ne.prototype,"plotted",2),g([P()],ne.prototype,"top",2),g([P()],ne.prototype,"height",2),ne=g([R("lr-points-table")],ne);var Ho={step:1,relative:.01,wall:.01},Fo=1e-9,et=1.5,zo="Left and right arrow keys move from point to point, Page Up and Page Down further, Home and End to the ends. Plus and minus zoom, up and down arrow keys zoom the values, 0 shows all. Enter sets a marker that stays, or takes it away.",I=class extends S{constructor(){super(...arguments);this.edited=null;this.theme="light";this.cursor=null;this.said="";this.full=!1;this.models=[];this.kept=new X;this.reset=()=>this.store.change({zoom:null,valueZoom:null});this.toggleFull=()=>{this.full=!this.full,this.full?this.requestFullscreen?.().catch(()=>{}):document.fullscreenElement&&document.exitFullscreen()};this.onPoint=({detail:t})=>{this.cursor=t===null?null:Ge(this.first,t)};this.onKey=t=>{t.ctrlKey||t.metaKey||t.altKey||!this.press(t.key)||t.preventDefault()}}connectedCallback(){super.connectedCallback(),this.addEventListener("fullscreenchange",()=>this.full=document.fullscreenElement!==null)}willUpdate(t){let r=t.get("diagnosis");r&&r.key!==this.diagnosis.key&&(this.cursor=null,this.said="");let{axis:i,scale:s,zoom:o,valueZoom:a,hiddenLines:l,arrangement:d}=this.state.view,u=[i,s,o,a,l,d,this.theme,this.edited],{colours:p}=this.state,m=[this.diagnosis,...this.state.compared];this.models=this.kept.of([...u,p,...m],()=>this.arrange(m))}get model(){return this.models[0]}get first(){return this.model.all[0]}drawImage(){let t=[...this.charts];if(t.every(({canvases:u})=>u.length===0))return null;let r=mt(this),{run:i,tag:s,headline:o}=this.diagnosis,a=Math.max(2,devicePixelRatio),l=u=>Dn(u,a,`${i} ${s}`,o,this.legendOf(r),r),d=(u,p)=>{let[m,...f]=u;return m?m.at(a,y=>d(f,[...p,...y])):l(p)};return d(t,[])}legendOf(t){let r=Ce(t),{hiddenLines:i,arrangement:s}=this.state.view,o=s==="overlay"&&this.model.all.length>1,{first:a}=this,l=le.filter(u=>a.lines[u]&&!i.has(u));return[...(o?this.model.all.filter(({diagnosis:u})=>!i.has(u.key)):[]).map(({diagnosis:u})=>({name:`${u.run} ${u.tag}`,colour:this.colourOf(u)??t.logged})),...l.map(u=>({...r[u],...o&&(u==="logged"||u==="expected")&&{colour:t.text},name:$r(u,a)})),...a.spans.length>0?[{name:"disagree",colour:t.disagree,isArea:!0}]:[]]}colourOf({key:t}){let r=this.state.colours.get(t);return r===void 0?null:mt(this).runs[r]??null}arrange(t){let{axis:r,scale:i,zoom:s,valueZoom:o,hiddenLines:a,arrangement:l}=this.state.view,d=this.models[0],u=d?.axis===r?d.all:[],p=t.map((M,D)=>{let oe=D===0?this.edited:null,$e=Pr=>Pr.diagnosis===M&&Pr.edited===oe;return u.find($e)??Vn(M,r,oe)}),m=Zn(p),f=i==="auto"?Yn(Lt(p,a),m):i,y=o&&(f==="linear"||o.min>0)?o:null,b=mt(this),k={all:p,axis:r,scale:f,view:s??m,whole:m,values:y,hidden:a,palette:b},{logged:E,expected:T}=b;if(l!=="overlay")return p.map(M=>({...k,shown:[{plotted:M,logged:E,expected:T}]}));let W=p.map(M=>{let D=this.colourOf(M.diagnosis);return D?{plotted:M,logged:D,expected:D}:{plotted:M,logged:E,expected:T}});return[{...k,shown:W}]}render(){let{first:t}=this,{view:r}=this.state,{axis:i,arrangement:s,table:o,pin:a}=r,l=this.cursor??a??this.diagnosis.steps.last??0;return c`${ti({view:r,scale:this.model.scale,isFull:this.full,change:d=>this.store.change(d),reset:this.reset,toggleFull:this.toggleFull})}
<div class="legends">${this.renderLegends(l)}</div>
${o?c`<lr-points-table .plotted=${t}></lr-points-table>`:c`<div
class="charts ${s}"
data-testid="charts"
role="application"
aria-roledescription="chart"
aria-label="Learning rate over ${i==="step"?"steps":"time"}"
aria-describedby="keys"
tabindex="0"
@keydown=${this.onKey}
@lr-point=${this.onPoint}
@lr-pin=${({detail:d})=>this.pinAt(Ge(t,d))}
@lr-zoom=${d=>this.zoom(d.detail)}
@lr-reset=${this.reset}
>
${this.models.map(d=>this.renderChart(d,l))}
</div>`}
<p id="keys" class="unseen">${zo}</p>
<p class="unseen" aria-live="polite" data-testid="announced">${this.said}</p>
${this.renderFooter(t)}`}renderLegends(t){let{first:r}=this,{axis:i,hiddenLines:s,arrangement:o,pin:a}=this.state.view,l=r.timeline.at(t),d=o==="overlay",u=this.model.all.map(({diagnosis:y})=>d?this.colourOf(y):null),p=this.model.all.map(({diagnosis:y})=>y.key),m=le.filter(y=>r.lines[y]),f=y=>(b,k)=>{k.altKey?this.store.isolate(b,y):this.store.toggle("hiddenLines",b)};return[ni(r,Be(r,t),i,s,u[0],f(m)),ii(this.model.all.map((y,b)=>({plotted:y,readout:Be(y,this.cursor===null&&a===null?y.diagnosis.steps.last??0:Ge(y,l)),colour:u[b],remove:b===0?null:()=>this.store.toggleCompared(y.diagnosis)})),s,f(p))]}renderChart(t,r){let{pin:i}=this.state.view,{timeline:s}=this.first,{run:o,tag:a}=t.shown[0].plotted.diagnosis;return c`<figure>
${this.models.length>1?c`<figcaption><bdi>${o}</bdi> <bdi class="muted">${a}</bdi></figcaption>`:h}
<lr-chart
.model=${t}
.place=${this.cursor===null?null:s.at(r)}
.pinned=${i===null?null:s.at(i)}
></lr-chart>
</figure>`}renderFooter({marks:t}){let{steps:r,points:i,next_change_text:s}=this.diagnosis,o=zn(t,this.model.view),a=i.step.length;return c`<footer>
<span>
${O(r.count,"point")}${a<r.count?`, drawn by the ${x(a)} that make up the picture`:""}
</span>
${s?c`<span>Next change: ${s}</span>`:h}
${o?c`<span class="beyond">${o}</span>`:h}
</footer>`}zoom({places:t,values:r}){let i={};t&&(i.zoom=Qn(this.model.whole,t,Ho[this.state.view.axis])),r&&r.max-r.min>Fo*Math.abs(r.max)&&(i.valueZoom=r),this.store.change(i)}pinAt(t){this.store.change({pin:this.state.view.pin===t?null:t})}press(t){let{first:r}=this,i=Bn(t,this.diagnosis.points,this.cursor);if(i!==null){this.cursor=i;let l=r.timeline.at(i);return(l<this.model.view.min||l>this.model.view.max)&&this.zoom({places:ei(this.model.view,l)}),this.said=this.model.all.map(u=>{let p=Wn(Be(u,Ge(u,l)),this.state.view.axis,u.diagnosis.unit);return u===r?p:`${u.diagnosis.run}: ${p}`}).join("; "),!0}let s={"+":1/et,"=":1/et,"-":et}[t],o={ArrowUp:1/et,ArrowDown:et}[t],a=this.charts[0]?.values;if(t==="0")this.reset();else if(t==="Enter")this.pinAt(this.cursor??this.diagnosis.steps.last??0);else if(s){let l=(this.model.view.min+this.model.view.max)/2,d=this.cursor===null?l:r.timeline.at(this.cursor);this.zoom({places:Pe(this.model.view,d,s)})}else if(o&&a){let l=this.cursor===null?null:Be(r,this.cursor).logged,d=l!==null&&l>a.min&&l<a.max,u=this.model.scale==="log"?Math.sqrt(a.min*a.max):(a.min+a.max)/2;this.zoom({values:Pe(a,d?l:u,o,this.model.scale)})}else return!1;return!0}};I.styles=[A,si],g([v({attribute:!1})],I.prototype,"store",2),g([v({attribute:!1})],I.prototype,"state",2),g([v({attribute:!1})],I.prototype,"diagnosis",2),g([v({attribute:!1})],I.prototype,"edited",2),g([v({attribute:!1})],I.prototype,"theme",2),g([P()],I.prototype,"cursor",2),g([P()],I.prototype,"said",2),g([v({type:Boolean,reflect:!0})],I.prototype,"full",2),g([An("lr-chart")],I.prototype,"charts",2),I=g([R("lr-chart-panel")],I);function Ti({acknowledged:n}){return n?`Acknowledged${n.until?` until ${n.until}`:""}: ${n.reason} (${n.where})`:""}function Ai({run:n,tag:e,verdict:t}){let r=i=>JSON.stringify(i.replace(/[[*?]/g,"[$&]"));return["acknowledged:",`  - run: ${r(n)}`,`    tag: ${r(e)}`,`    verdict: ${t}`,'    reason: "why this is as it should be"',"    # until: 2027-06-30"].join(`
`)}async function Ft(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Uo(n)}}function Uo(n){let e=document.createElement("textarea");e.value=n,e.style.position="fixed",e.style.opacity="0",document.body.append(e),e.select();try{return document.execCommand("copy")}catch{return!1}finally{e.remove()}}var Wo=2e3,ie=class extends S{constructor(){super(...arguments);this.text="";this.heading=null;this.answer=""}render(){return c`${this.heading?c`<div class="heading">
<h3>${this.heading}</h3>
<button type="button" @click=${this.copy}>${this.answer||"Copy"}</button>
<span class="unseen" role="status">${this.answer}</span>
</div>`:h}
<pre tabindex="0" class=${Ko(this.text)?"words":""}>${this.text}</pre>`}async copy(){this.answer=await Ft(this.text)?"Copied":"Select and copy by hand",setTimeout(()=>this.answer="",Wo)}};ie.styles=[A,w` .heading{display:flex;align-items:center;justify-content:space-between;min-height:24px;}pre{max-height:320px;overflow:auto;border-radius:4px;background:var(--lr-surface-code);padding:10px 12px;font:12px/1.5 'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:2;}.words{font-family:inherit;font-size:13.5px;white-space:pre-wrap;overflow-wrap:anywhere;}button{border-color:transparent;min-height:24px;padding:0 6px;color:var(--lr-link);font-size:12px;}`],g([v({attribute:!1})],ie.prototype,"text",2),g([v({attribute:!1})],ie.prototype,"heading",2),g([P()],ie.prototype,"answer",2),ie=g([R("lr-code")],ie);function Ko(n){return n.trim().split(`
`).every(e=>/^[A-Z0-9“"'(].*[.:]$/.test(e.trim())&&!/[;{}]$/.test(e))}var jo=/([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/;function C(n){return n.split(jo).map((e,t)=>t%2===1&&/[e.,%-]/.test(e)?c`<span class="number">${e}</span>`:e)}var Me=class extends S{copyFix(){let e=this.renderRoot.querySelector("[data-testid=fix] lr-code");return e?.copy(),!!e}render(){let{verdict:e}=this.diagnosis;return c`<article aria-label="Diagnosis">
${this.renderCauses()} ${this.renderFix()} ${this.renderAlternatives()} ${this.renderWarnings()}
${this.renderEvidence()} ${this.renderSource()} ${this.renderInferred()}
<slot></slot>
${this.renderAcknowledge()}
<section>
<h3>What the logged number is</h3>
<p>${At(this.diagnosis)}</p>
</section>
<a data-testid="verdict-help" href="./static/verdicts.html#${e}" target="_blank">
What “${N(e)}” means
</a>
</article>`}renderWarnings(){let{warnings:e,fix:t}=this.diagnosis;if(e.length===0)return h;let[r,i]=[!0,!1].map(s=>e.filter(o=>(!!t&&o.fix===t)===s));return c`<section class="warnings" data-testid="warnings">
<h3>${e.length===1?"Warning":"Warnings"}</h3>
${i.map(s=>this.renderWarning(s))}
${r.map(s=>c`<details>
<summary>${N(s.id)}: the fix above is its fix too</summary>
${this.renderWarning({...s,fix:null})}
</details>`)}
</section>`}renderWarning({id:e,text:t,fix:r}){return c`<p data-warning=${e}>
${C(t)} <a href="./static/verdicts.html#${e}" target="_blank">More on this</a>
</p>
${r?c`<lr-code .heading=${"Fix"} .text=${r}></lr-code>`:h}`}renderEvidence(){return c`<section>
<h3>Evidence</h3>
<dl aria-label="Evidence">
${Mt(this.diagnosis).map(({name:e,text:t})=>c`<div>
<dt>${e}</dt>
<dd>${C(t)}</dd>
</div>`)}
</dl>
</section>`}renderCauses(){let{causes:e}=this.diagnosis;return e.length===0?h:c`<section data-testid="causes">
<h3>Likely causes</h3>
<ol>
${e.map(t=>c`<li>${C(t)}</li>`)}
</ol>
</section>`}renderAlternatives(){let{alternatives:e}=this.diagnosis;return e.length===0?h:c`<section data-testid="alternatives">
<h3>Fits as well</h3>
<ul class="alternatives">
${e.map(t=>c`<li>${C(t)}</li>`)}
</ul>
</section>`}renderInferred(){let{inferred:e}=this.diagnosis;return e?c`<section data-testid="inferred">
<h3>What the points follow</h3>
<p>${e.text||e.schedule_text}</p>
<p class="place muted">Read from the points alone, ${fr(e.residual)} off at most.</p>
</section>`:h}renderFix(){let{fix:e,verdict:t}=this.diagnosis;return e?c`<section data-testid="fix">
<lr-code .heading=${t==="no_schedule"?"How to give it a schedule":"Fix"} .text=${e}></lr-code>
</section>`:h}renderAcknowledge(){let{severity:e,acknowledged:t}=this.diagnosis;return t||e==="ok"||e==="unknown"?h:c`<details data-testid="acknowledge">
<summary>Leave it as it is …</summary>
<p>
A verdict that is meant to be so counts no more, here and in <code>tb-lrplugin check</code>, with
these lines in <code>lr_diagnostics.yaml</code> in the log directory. <code>*</code> stands for any
text.
</p>
<lr-code .heading=${"lr_diagnostics.yaml"} .text=${Ai(this.diagnosis)}></lr-code>
</details>`}renderSource(){let{schedule_text:e,schedule_formula:t,source:r,binding:i,other_sources:s}=this.diagnosis;return!e&&!r?h:c`<section data-testid="source">
<h3>Asked for by</h3>
${e?c`<p>${C(e)}</p>`:h}
${t?c`<p class="formula" data-testid="formula">${t}</p>`:h}
${r?c`<p class="place muted">
${ye(r)} (${N(r.kind)})${i?`: ${i}`:h}
</p>`:h}
${r?.text?c`<lr-code .text=${r.text}></lr-code>`:h}
${s.map(o=>c`<p class="place muted" data-testid="other-source">
Also found: ${ye(o)} (${N(o.kind)})
</p>`)}
</section>`}};Me.styles=[A,w` :host{padding:14px 16px 24px;overflow-wrap:anywhere;}article,section{display:grid;grid-template-columns:minmax(0,1fr);gap:6px;}article{gap:14px;}dl{font-size:13px;}dl > div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:12px;border-top:1px solid var(--lr-border);padding:3px 0;}dt{color:var(--lr-text-muted);}dd{font-variant-numeric:tabular-nums;}summary{cursor:pointer;}details[data-testid='acknowledge']{font-size:13.5px;}details[data-testid='acknowledge'] summary{color:var(--lr-link);}.warnings h3{color:var(--lr-warning);}ol,ul{display:grid;gap:4px;padding-left:20px;}.alternatives{list-style:disc;}.place{font-size:12.5px;}a{color:var(--lr-link);font-size:13px;}`],g([v({attribute:!1})],Me.prototype,"diagnosis",2),Me=g([R("lr-diagnosis")],Me);var Pi="lr_diagnostics.list_width",Vo=24,Mi=280,tt=class extends S{constructor(){super(...arguments);this.onPointerDown=t=>{t.preventDefault(),this.setPointerCapture(t.pointerId);let r=({clientX:i})=>this.set(i);this.addEventListener("pointermove",r),this.addEventListener("lostpointercapture",()=>this.removeEventListener("pointermove",r),{once:!0})};this.onKey=t=>{let r={ArrowLeft:-1,ArrowRight:1}[t.key];r&&(t.preventDefault(),this.set(this.getBoundingClientRect().left+r*Vo))}}connectedCallback(){super.connectedCallback(),this.tabIndex=0,this.role="separator",this.ariaOrientation="vertical",this.ariaLabel="Width of the list",this.addEventListener("pointerdown",this.onPointerDown),this.addEventListener("keydown",this.onKey),this.set(Number(localStorage.getItem(Pi)))}render(){return c``}set(t){if(this.ariaValueMin=String(Mi),this.ariaValueMax=String(Math.round(innerWidth*.6)),t<Mi){this.ariaValueNow=String(Math.round(innerWidth/4));return}this.ariaValueNow=String(Math.round(t)),this.parentElement?.style.setProperty("--lr-list-width",`${t}px`),localStorage.setItem(Pi,String(t))}};tt.styles=w` :host{display:block;width:5px;border-left:1px solid var(--lr-border);cursor:col-resize;touch-action:none;}:host(:hover),:host(:focus-visible){outline:none;background:var(--lr-link);}`,tt=g([R("lr-divider")],tt);var Bo={error:j`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,warning:j`<path d="M8 2 15 14H1Z" fill="currentColor" />`,notice:j`<circle cx="8" cy="8" r="6" fill="currentColor" />`,ok:j`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,unknown:j`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`};function Y(n,e=14){return c`<svg
class="severity-${n}"
role="img"
aria-label=${n}
width=${e}
height=${e}
viewBox="0 0 16 16"
>
${Bo[n]}
</svg>`}var Go={error:["error","errors"],warning:["warning","warnings"],notice:["notice","notices"],ok:["ok","ok"],unknown:["unknown","unknown"]},xe=class extends S{focusSearch(){this.renderRoot.querySelector("input")?.focus()}render(){let{diagnoses:e,view:t,list:r}=this.state,i=e?.series??[];return c`<div class="chips" role="group" aria-label="Filter by severity">
${[...sn(r.found)].map(([s,o])=>this.renderChip(`chip-${s}`,c`${Y(s)}${O(o,...Go[s])}`,o,t.severities.has(s),()=>this.store.toggle("severities",s)))}
${this.renderChip("chip-warned",c`<span class="severity-warning" aria-hidden="true">▲</span> with warnings
${x(Xt(r.found))}`,Xt(r.found),t.onlyWarned,()=>this.store.change({onlyWarned:!t.onlyWarned}))}
</div>
<div class="line">
<input
type="search"
data-testid="filter"
aria-label="Search runs, tags, verdicts, schedules (regex)"
aria-invalid=${r.error!==null}
aria-describedby=${r.error===null?h:"invalid"}
placeholder="Run, tag, verdict, schedule (regex)"
autocomplete="off"
spellcheck="false"
dir="auto"
.value=${t.text}
@input=${s=>this.store.change({text:s.target.value})}
/>
<select
data-testid="group-by"
aria-label="Group by"
.value=${t.grouping}
@change=${s=>this.store.change({grouping:s.target.value})}
>
${pt.map(s=>c`<option value=${s} ?selected=${s===t.grouping}>
${s==="none"?"no groups":`by ${s}`}
</option>`)}
</select>
${r.groups.length>0?c`<button
type="button"
data-testid="toggle-groups"
@click=${()=>this.store.toggleGroups()}
>
${r.groups.every(s=>this.state.collapsed.has(s))?"Open all":"Close all"}
</button>`:h}
<span class="count" role="status" data-testid="count">
${r.count===i.length?"":`${x(r.count)} of `}${O(i.length,"series","series")}
</span>
<button
type="button"
data-testid="open-plan"
title="What a configuration asks for, before any run"
@click=${()=>this.emit("lr-plan",null)}
>
Plan …
</button>
<button
type="button"
class="help"
data-testid="show-keys"
aria-label="Keys"
title="Keys (?)"
@click=${()=>this.emit("lr-keys",null)}
>
?
</button>
<span class="count" data-testid="reading"
>${e?.reading?Pt(e.reading):h}</span
>
</div>
${r.error===null?h:c`<div id="invalid" class="invalid" role="status">${r.error}</div>`}
${this.renderVerdicts()}`}renderVerdicts(){let{list:e,view:t}=this.state,r=on(e.found);for(let a of t.verdicts)r.has(a)||r.set(a,0);let i=[...r],s=!t.selected||t.verdicts.size>0,o=this.renderHostFilter();return!(s&&i.length>1)&&o===h?h:c`<div class="chips verdicts" role="group" aria-label="Filter by verdict">
${s&&i.map(([a,l])=>this.renderChip(`verdict-${a}`,c`${N(a)} ${x(l)}`,l,t.verdicts.has(a),()=>this.store.toggle("verdicts",a)))}
${o}
</div>`}renderHostFilter(){let{hostFilter:e,view:t}=this.state;return e===""?h:c`<button
type="button"
data-testid="host-filter"
aria-pressed=${t.usesHostFilter}
title="The filter of runs that is set in TensorBoard"
@click=${()=>this.store.change({usesHostFilter:!t.usesHostFilter})}
>
TensorBoard’s run filter: <bdi>${e}</bdi>
</button>`}renderChip(e,t,r,i,s){return r===0&&!i?h:c`<button type="button" data-testid=${e} aria-pressed=${i} @click=${s}>
${t}
</button>`}};xe.styles=[A,w` :host,.chips,.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;}:host{padding:10px 14px 8px;background:var(--lr-surface-side);}.chips{gap:6px;}.line{flex:1 1 260px;}.chips button{display:inline-flex;align-items:center;gap:6px;border-radius:14px;background:var(--lr-surface);font-size:12px;}.chips [aria-pressed='true']{border-color:var(--lr-accent);background:var(--lr-surface-selected);box-shadow:inset 0 0 0 1px var(--lr-accent);}.chips svg{width:12px;}.verdicts{flex-basis:100%;}input,select{border:1px solid var(--lr-border-strong);border-radius:4px;padding:5px 10px;min-height:30px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}input{flex:1 1 160px;min-width:0;}input::placeholder{color:var(--lr-text-muted);opacity:1;}input[aria-invalid='true']{border-color:var(--lr-error);}select{padding:5px 4px;}.invalid{flex-basis:100%;color:var(--lr-error);font-size:12px;}.count{color:var(--lr-text-muted);font-size:12px;}`],g([v({attribute:!1})],xe.prototype,"store",2),g([v({attribute:!1})],xe.prototype,"state",2),xe=g([R("lr-filters")],xe);var zt=w` dialog{border:1px solid var(--lr-border-strong);border-radius:8px;padding:18px 22px;background:var(--lr-surface);color:var(--lr-text);}dialog::backdrop{background:rgb(0 0 0 / 35%);}h2{font-size:17px;font-weight:500;}.close{float:right;}`;var qo=[["Everywhere",[["?","these keys"],["/","to the search"],["c","copy the fix"],["f","the chart alone, and back"],["Esc","back to all series"]]],["In the list",[["↑ ↓ Page Home End","go through the rows; with Ctrl without showing them"],["Enter","show the row and read its verdict; open or close a group"],["Space","draw the row beside the selected one, or no longer"],["← →","close and open a group"]]],["In the chart",[["← → Page Home End","from point to point"],["Enter","set a marker that stays, or take it away"],["+ −","zoom the steps"],["↑ ↓","zoom the values"],["0","show all"],["wheel with Ctrl or Alt","zoom; with Shift the values"]]]],_e=class extends S{toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return c`<dialog data-testid="keys-help" aria-labelledby="keys-title">
<button type="button" class="close" @click=${this.toggle}>Close</button>
<h2 id="keys-title">Keys</h2>
${qo.map(([e,t])=>c`<h3>${e}</h3>
<dl>
${t.map(([r,i])=>c`<dt>${r}</dt>
<dd>${i}</dd>`)}
</dl>`)}
</dialog>`}};_e.styles=[A,zt,w` dialog{max-width:min(640px,92vw);}h3{margin:14px 0 4px;}dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 18px;font-size:13.5px;}dt{font-weight:500;}`],g([re("dialog")],_e.prototype,"dialog",2),_e=g([R("lr-keys")],_e);function Ut({step:n,logged:e,expected:t},r,i){let s=[...e,...t].filter(Number.isFinite).sort((f,y)=>f-y),o=s[0]??NaN,a=s[s.length-1]??NaN,d=o>0&&a/s[s.length>>1]>20?Math.log:f=>f,u=_i(n[0]??0,n[n.length-1]??0,2,r-2),p=_i(d(o),d(a),i-2,2),m=f=>{let y=!0;return f.map((b,k)=>{let E=y;return y=!Number.isFinite(b),y?"":`${E?"M":"L"}${u(n[k]??0)} ${p(d(b))}`}).join("")};return{logged:m(e),expected:m(t)}}function _i(n,e,t,r){let i=!(Math.abs(e-n)>1e-6*Math.max(Math.abs(n),Math.abs(e)));return s=>(i?(t+r)/2:t+(s-n)/(e-n)*(r-t)).toFixed(1)}var Ni=w` dialog{width:min(680px,94vw);}h2{margin-bottom:8px;}textarea,input{box-sizing:border-box;width:100%;margin-top:4px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}textarea{margin-top:10px;font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:12px;resize:vertical;}.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:10px;margin-top:10px;}label{color:var(--lr-text-muted);font-size:12px;}label input{color:var(--lr-text);}section{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;margin-top:16px;}.problem{margin-top:12px;color:var(--lr-error);}figure{margin:0;}svg{display:block;width:100%;border-bottom:1px solid var(--lr-border);border-left:1px solid var(--lr-border);}path{fill:none;stroke:var(--lr-expected);stroke-width:2;stroke-dasharray:7 5;}figcaption{display:flex;justify-content:space-between;color:var(--lr-text-muted);font-size:12px;}dl > div{display:grid;grid-template-columns:110px minmax(0,1fr);border-top:1px solid var(--lr-border);padding:3px 0;font-size:13px;}dt{color:var(--lr-text-muted);}`;var Zo=250,Ci=560,Li=150,F=class extends S{constructor(){super(...arguments);this.text="";this.name="";this.steps="";this.stepsPerEpoch="";this.plans=null;this.problem="";this.pending=null;this.drop=async t=>{t.preventDefault();let r=t.dataTransfer?.files[0];r&&this.change({text:await r.text(),name:r.name})}}open(){this.dialog.open||this.dialog.showModal()}render(){return c`<dialog
data-testid="plan"
aria-labelledby="plan-title"
@dragover=${t=>t.preventDefault()}
@drop=${this.drop}
>
<button type="button" class="close" @click=${()=>this.dialog.close()}>Close</button>
<h2 id="plan-title">Plan a run</h2>
<p class="muted">
Paste a configuration, or drop its file here: pipeline.config, args.yaml, arguments of the Trainer,
params.yaml … Nothing is kept, and nothing in it is executed.
</p>
<textarea
data-testid="plan-text"
aria-label="Configuration"
spellcheck="false"
rows="9"
.value=${this.text}
@input=${t=>this.change({text:t.target.value})}
></textarea>
<div class="fields">
${this.renderField("File name, where it tells the kind","plan-name",this.name,t=>this.change({name:t}))}
${this.renderField("Steps of the run","plan-steps",this.steps,t=>this.change({steps:t}))}
${this.renderField("Steps per epoch","plan-epoch",this.stepsPerEpoch,t=>this.change({stepsPerEpoch:t}))}
</div>
<div aria-live="polite" data-testid="plan-answer">
${this.problem?c`<p class="problem">${this.problem}</p>`:this.plans?this.renderPlans(this.plans):h}
</div>
</dialog>`}renderField(t,r,i,s){return c`<label
>${t}
<input
type="text"
data-testid=${r}
autocomplete="off"
spellcheck="false"
.value=${i}
@input=${o=>s(o.target.value)}
/></label>`}renderPlans({plans:t,problems:r}){return t.length+r.length===0?c`<p class="problem">
This is no configuration of any known kind. Some are known by the names of their files only: give it
above.
</p>`:c`${r.map(({message:i})=>c`<p class="problem">${i}</p>`)}
${t.map(i=>this.renderPlan(i))}`}renderPlan(t){let{source:r,schedule_text:i,schedule_formula:s,unit:o,warnings:a,missing:l,notes:d}=t,u=["start","peak","first_change","end"].filter(p=>t[p]);return c`<section>
<h3>${N(r.kind)}, ${ye({...r,where:r.where||"pasted"})}</h3>
${i?c`<p>${C(i)}</p>`:h}
${s?c`<p class="formula">${s}</p>`:h} ${Yo(t)}
<dl>
${u.map(p=>c`<div>
<dt>${N(p)}</dt>
<dd>${$(t[p].value)} at ${H(o)} ${x(t[p].step)}</dd>
</div>`)}
</dl>
${l.map(({name:p})=>c`<p class="problem">Missing: ${p}</p>`)}
${d.map(p=>c`<p class="muted">${C(p)}</p>`)}
${a.length>0?c`<div class="warnings">
${a.map(({text:p,fix:m})=>c`<p>${C(p)}</p>
${m?c`<lr-code .heading=${"Fix"} .text=${m}></lr-code>`:h}`)}
</div>`:h}
</section>`}change(t){Object.assign(this,t),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.ask()},Zo)}async ask(){this.pending?.abort();let t=this.pending=new AbortController,[r,i]=[Oe(this.steps),Oe(this.stepsPerEpoch)],s=[r,i].find(o=>typeof o=="string");if(this.problem=typeof s=="string"?s:"",this.text.trim()===""&&(this.plans=null),!(this.problem||this.text.trim()===""))try{let{text:o,name:a}=this,l={text:o,name:a,steps:r,steps_per_epoch:i},d=await this.client.plan(l,t.signal);this.pending===t&&(this.plans=d)}catch(o){this.pending===t&&(this.problem=K(o))}}};F.styles=[A,zt,Ni],g([v({attribute:!1})],F.prototype,"client",2),g([re("dialog")],F.prototype,"dialog",2),g([P()],F.prototype,"text",2),g([P()],F.prototype,"name",2),g([P()],F.prototype,"steps",2),g([P()],F.prototype,"stepsPerEpoch",2),g([P()],F.prototype,"plans",2),g([P()],F.prototype,"problem",2),F=g([R("lr-plan")],F);function Yo({points:n,peak:e,unit:t}){let{step:r,value:i}=n;if(r.length<2)return h;let{expected:s}=Ut({step:r,logged:[],expected:i},Ci,Li);return c`<figure>
<svg viewBox="0 0 ${Ci} ${Li}" role="img" aria-label="The rate over its steps">
${j`<path d=${s} />`}
</svg>
<figcaption>
<span>${H(t)} ${x(r[0])}</span>
<span>${e?`at most ${$(e.value)}`:h}</span>
<span>${H(t)} ${x(r[r.length-1])}</span>
</figcaption>
</figure>`}var we=class extends S{constructor(){super(...arguments);this.problems=[];this.dismissed=""}render(){return this.problems.length===0||this.dismissed===this.identity()?h:c`<details data-testid="problems" ?open=${this.problems.length<=3}>
<summary>
${Y("warning")} ${O(this.problems.length,"problem")} outside of any series
</summary>
<ul>
${this.problems.map(({where:t,message:r})=>c`<li>${t?c`<span class="where">${t}:</span>`:h} ${r}</li>`)}
</ul>
<button type="button" @click=${()=>this.dismissed=this.identity()}>Dismiss</button>
</details>`}identity(){return JSON.stringify(this.problems)}};we.styles=[A,w` details{position:relative;border-bottom:1px solid var(--lr-border);background:var(--lr-surface-warning);font-size:13px;}summary{padding:8px 100px 8px 14px;cursor:pointer;}summary:focus-visible{outline-offset:-2px;}svg{margin:0 4px;vertical-align:-2px;}ul{max-height:160px;overflow-y:auto;padding:0 14px 9px 54px;list-style:none;overflow-wrap:anywhere;}.where{font-weight:500;}button{position:absolute;top:4px;right:10px;}`],g([v({attribute:!1})],we.prototype,"problems",2),g([P()],we.prototype,"dismissed",2),we=g([R("lr-problems")],we);var Wt=class{constructor(e,t){this.read=e;this.onRead=t;this.kept=new Map;this.wanted=[]}of(e){return this.kept.get(e.key)?.sparkline??null}want(e){this.wanted=e,clearTimeout(this.timer),this.missing().length>0&&(this.timer=setTimeout(()=>{this.readMissing()},60))}missing(){return this.wanted.filter(e=>this.kept.get(e.key)?.state!==Oi(e)).slice(0,50)}async readMissing(){let e=this.missing();for(let t of e)this.keep(t,this.of(t));try{let t=await this.read(e);for(let r of e)this.keep(r,t.get(r.key)??null);this.onRead()}catch{for(let t of e)this.kept.delete(t.key);return}this.want(this.wanted)}keep(e,t){this.kept.delete(e.key),this.kept.set(e.key,{state:Oi(e),sparkline:t}),this.kept.size>2e3&&this.kept.delete(this.kept.keys().next().value)}};function Oi(n){return[n.last_step,n.last_value,n.verdict].join()}var Ii=120,Di=26,Hi=[["worst","headline","Verdict"],["warnings","warned","Warnings"],["run","run","Run"],["tag","tag","Tag"],["step","step","Last step"],["logged","logged","Logged"],["expected","expected","Expected"]];function Fi(n,e){let t=([l,d,u])=>{let p=n.column===l,m=p&&n.isDescending;return c`<span
role="columnheader"
class=${d}
aria-sort=${p?m?"descending":"ascending":h}
><button
type="button"
data-testid="sort-${l}"
aria-label=${l==="warnings"?u:h}
title=${l==="warnings"?"Sort by the number of warnings":h}
@click=${()=>e({column:l,isDescending:p&&!m})}
>
${l==="warnings"?"▲":u}${p?c`<span aria-hidden="true"> ${m?"↓":"↑"}</span>`:h}
</button></span
>`},[r,i,s,o,...a]=Hi.map(t);return Ui(c`${r}${i}${s}${o}<span role="columnheader" class="plot"
><span class="unseen">Curve</span></span
>${a}`)}function zi(n,e){let{column:t,isDescending:r}=n;return Ui(c`<span role="columnheader" class="sorted-by">
<label
>Sorted by
<select
data-testid="sort-by"
@change=${i=>e({column:i.target.value,isDescending:!1})}
>
${Hi.map(([i,,s])=>c`<option value=${i} ?selected=${i===t}>${s.toLowerCase()}</option>`)}
</select></label
>
<button
type="button"
data-testid="sort-direction"
aria-label=${r?"Last first":"First first"}
title="Turn the order round"
@click=${()=>e({column:t,isDescending:!r})}
>
${r?"↓":"↑"}
</button>
</span>`)}function Ui(n){return c`<div role="rowgroup" class="head-group">
<div class="head" role="row" aria-rowindex="1">${n}</div>
</div>`}function Wi(n,{index:e,isActive:t,style:r},i){return c`<div
class="group ${t?"active":""}"
id=${t?"active":h}
role="row"
data-testid="group"
aria-rowindex=${e+2}
aria-label="${n.name}, ${O(n.rows.length,"series","series")}, ${n.summary&&`${n.summary}, `}${n.isCollapsed?"closed":"open"}"
style=${r}
@click=${i}
>
<span role="gridcell" aria-hidden="true">${n.isCollapsed?"▸":"▾"}</span>
<span role="gridcell" class="icon">${Y(n.standing)}</span>
<b role="gridcell" title=${n.name}><bdi>${n.name}</bdi></b>
<span role="gridcell" class="muted summary" title=${n.summary}
>${x(n.rows.length)}${n.summary&&`: ${n.summary}`}</span
>
</div>`}function Ki(n,{index:e,isActive:t,style:r},i){let[s,o]=Jo(n.last_value,n.expected_value);return c`<div
class="row ${t?"active":""} ${i.isCompared?"compared":""} ${i.isSelected?"selected":""} ${i.isMember?"member":""}"
id=${t?"active":h}
role="row"
data-testid="series-row"
data-run=${n.run}
data-tag=${n.tag}
data-verdict=${n.verdict}
aria-rowindex=${e+2}
aria-selected=${i.isSelected||i.isCompared}
aria-label=${ea(n)}
title="${n.headline}&#10;${n.run} ${n.tag}"
style="${r}${i.colour===null?"":`; --colour: var(--lr-run-${i.colour})`}"
@click=${i.onClick}
>
${i.colour===null?h:c`<i class="swatch"></i>`}
<span role="gridcell" class="icon">${Y(n.standing)}</span>
<span role="gridcell" class="headline severity-${n.standing}"
>${n.acknowledged?"Acknowledged. ":""}${C(n.headline)}</span
>
<span role="gridcell" class="warned">${Xo(n.warnings)}</span>
<span role="gridcell" class="name"
><bdi class="run">${n.run}</bdi><bdi class="tag">${n.tag}</bdi></span
>
<span role="gridcell" class="plot">${Qo(i.sparkline)}</span>
<span role="gridcell" class="step">${x(n.last_step)}</span>
<span role="gridcell" class="numbers"
><span class="logged">${s}</span><span class="expected">${o}</span></span
>
${i.onCompare?c`<span role="gridcell" class="compare"
><button
type="button"
tabindex="-1"
aria-pressed=${i.isCompared}
aria-label="Compare ${n.run} ${n.tag}"
title="Draw beside the selected series (Ctrl and click)"
@click=${i.onCompare}
>
${i.isCompared?"−":"+"}
</button></span
>`:h}
</div>`}function Jo(n,e){let t=Et(n,e);return t[0]===t[1]?[$(n,3),$(e,3)]:t}function Xo(n){if(n.length===0)return h;let e=n.map(N).join(", ");return c`<span
data-testid="warned"
class="severity-warning"
role="img"
aria-label=${e}
title=${e}
>▲${n.length>1?c`<b>${n.length}</b>`:h}</span
>`}function Qo(n){if(!n)return c`<span class="no-plot"></span>`;let{logged:e,expected:t}=Ut(n,Ii,Di);return c`<svg
aria-hidden="true"
viewBox="0 0 ${Ii} ${Di}"
preserveAspectRatio="none"
data-testid="sparkline"
>
${j`<path d=${e} /><path class="expected" d=${t} />`}
</svg>`}function ea(n){let e=`logged ${$(n.last_value)}, expected ${$(n.expected_value)}`,t=n.acknowledged?" Acknowledged.":"",r=n.warnings.length>0?` Warnings: ${n.warnings.map(N).join(", ")}.`:"";return`${n.standing}: ${n.headline}. Run ${n.run}, tag ${n.tag}. At step ${x(n.last_step)}: ${e}.${t}${r}`}var ji=w` :host{min-height:0;}.scroller{container-type:inline-size;height:100%;overflow-y:auto;outline-offset:-2px;}.content{position:relative;}.head{position:sticky;z-index:1;top:0;display:flex;align-items:center;gap:0 4px;height:30px;border-bottom:1px solid var(--lr-border);padding:0 10px;background:var(--lr-surface-side);}.head button{border:none;padding:0 3px;min-height:24px;color:var(--lr-text-muted);font-size:12px;white-space:nowrap;}.head [aria-sort] button{color:var(--lr-text);font-weight:500;}.row,.group{position:absolute;inset:0 0 auto;display:grid;align-items:center;border-bottom:1px solid var(--lr-border);padding:0 14px;cursor:pointer;}.row{grid-template:auto 17px / 16px minmax(0,1fr) 56px 52px;grid-template-areas:'icon headline headline headline' 'warned name plot step';align-content:center;gap:1px 8px;}.member{border-left:12px solid var(--lr-surface-side);}.swatch{position:absolute;inset:0 auto 0 0;width:6px;background:var(--colour);forced-color-adjust:none;}.row:hover,.group:hover{background:var(--lr-surface-hover);}.row.selected{box-shadow:inset 3px 0 var(--lr-accent);background:var(--lr-surface-selected);}.scroller[aria-activedescendant]:focus-visible{outline:none;}.scroller:focus-visible .active{outline:2px solid var(--lr-link);outline-offset:-2px;}.headline{grid-area:headline;display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;font-size:13px;font-weight:500;line-height:16px;overflow-wrap:anywhere;}.icon{grid-area:icon;display:flex;}.warned{grid-area:warned;font-size:11px;white-space:nowrap;}.warned b{margin-left:1px;font-weight:500;font-size:10px;}.name{grid-area:name;display:flex;gap:5px;min-width:0;}.run{flex:0 1 auto;}.tag{flex:1 1000 auto;min-width:0;}.row bdi{font-size:12px;line-height:17px;}.row bdi,.group b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tag{color:var(--lr-text-muted);}.plot{grid-area:plot;display:flex;align-items:center;justify-content:end;gap:4px;}.plot svg{display:block;width:56px;height:17px;overflow:visible;}.no-plot{width:100%;border-top:2px solid var(--lr-grid);}.plot path{fill:none;stroke:var(--lr-logged);stroke-width:1.8;vector-effect:non-scaling-stroke;}.plot .expected{stroke:var(--lr-expected);stroke-width:1.4;stroke-dasharray:4 3;}.numbers{display:none;grid-area:numbers;font-size:11.5px;font-variant-numeric:tabular-nums;white-space:nowrap;}.expected{color:var(--lr-expected);}.row .step{grid-area:step;color:var(--lr-text-muted);font-size:11.5px;font-variant-numeric:tabular-nums;text-align:right;}.sorted-by{flex:1;display:flex;justify-content:space-between;color:var(--lr-text-muted);font-size:12px;}.sorted-by select{border:none;background:transparent;color:var(--lr-text);font:inherit;cursor:pointer;}.compare{position:absolute;right:8px;top:3px;opacity:0;}.compare button{min-width:24px;min-height:24px;padding:0;background:var(--lr-surface);font-size:12px;}.row:hover .compare,.compared .compare{opacity:1;}.group .icon{grid-area:auto;}.summary{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:right;}.group{grid-template-columns:12px 14px minmax(30%,1fr) minmax(0,auto);gap:8px;background:var(--lr-surface-side);font-size:13px;}.wide .head,.wide .row{display:grid;grid-template:'icon headline warned run tag plot step logged expected' 1fr / 14px minmax(0,5fr) 26px minmax(0,3fr) minmax(0,2fr) 120px 84px 80px 80px;gap:0 14px;padding:0 18px;}.wide .head > :first-child{grid-column:1 / 3;margin-left:-4px;}.wide .row bdi,.wide .row .step,.wide .numbers > *{font-size:13px;}.wide .warned{font-size:12px;text-align:center;}.wide .head .warned button{color:var(--lr-warning);}.wide .name{display:contents;}.wide .run{grid-area:run;}.wide .tag{grid-area:tag;}.wide .row bdi{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;overflow-wrap:anywhere;white-space:normal;line-height:1.3;}.wide .row .step{color:var(--lr-text);}.wide .numbers{display:contents;}.wide .numbers .logged{grid-area:logged;}.wide .numbers .expected{grid-area:expected;}.wide .plot svg{width:120px;height:26px;}.wide .step,.wide .logged,.wide .numbers .expected,.wide .head .expected{font-variant-numeric:tabular-nums;text-align:right;}.wide .head .run,.wide .head .tag{margin-left:-4px;}.wide .compare{display:none;}@container (min-width:470px){.cards .row{grid-template-columns:16px minmax(0,1fr) 84px 62px;grid-template-areas:'icon headline plot numbers' 'warned name plot step';}.cards .plot svg{width:84px;height:34px;}.cards .numbers{display:grid;justify-items:end;line-height:15px;}}`;var rt=class{constructor(e,t){this.tops=new Float64Array(e+1);for(let r=0;r<e;r++)this.tops[r+1]=this.top(r)+t(r)}get count(){return this.tops.length-1}get height(){return this.top(this.count)}top(e){return this.tops[e]??0}at(e){let t=0,r=this.count;for(;t<r;){let i=t+r>>1;this.top(i+1)>e?r=i:t=i+1}return Math.min(t,this.count-1)}window(e,t){let r=this.at(e-600);return{start:Math.max(0,r),end:this.at(e+t+600)+1}}scrollTopFor(e,t,r){let i=this.top(e),s=this.top(e+1);return i<t?i:s>t+r?s-r:t}};function Vi(n,e,t,r){let s={ArrowDown:e+1,ArrowUp:e-1,PageDown:e+r,PageUp:e-r,Home:0,End:t-1}[n];return s===void 0||t===0?null:Math.min(t-1,Math.max(0,s))}var ta=30,Bi=48,Gi=58,ra=34,na=820,U=class extends S{constructor(){super(...arguments);this.scrollPosition=0;this.size={width:0,height:0};this.activeKey=null;this.places=new rt(0,()=>0);this.sparklines=new Wt(t=>this.client.sparklines(t),()=>this.requestUpdate());this.resizing=new ResizeObserver(()=>{let{clientWidth:t,clientHeight:r}=this.scroller;this.size={width:t,height:r-ta}});this.scrollAfterUpdate=null}focus(){this.scroller?.focus()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}firstUpdated(){this.resizing.observe(this.scroller)}get items(){return this.state.list.items}get isWide(){return this.size.width>=na}willUpdate(t){let r=t.get("state"),i=this.state.view.selected;if(t.has("state")&&r?.view.selected!==i&&i&&(this.activeKey=_(i)),r?.list.items===this.items&&!t.has("size"))return;let o=this.isWide?Bi:Gi,a=r&&this.anchor(r);this.places=new rt(this.items.length,l=>de(this.items[l])?ra:o),a!==void 0&&(this.scrollAfterUpdate=a())}anchor({list:t,view:r}){if(!this.scroller)return;let{text:i,severities:s,verdicts:o,onlyWarned:a,sort:l,grouping:d}=this.state.view;if(!(r.text===i&&r.severities===s&&r.verdicts===o&&r.onlyWarned===a&&r.sort===l&&r.grouping===d))return()=>0;let{scrollTop:p}=this.scroller,m=this.places.at(p),f=t.items[m]?.key,y=p-this.places.top(m);if(p!==0)return()=>{let b=this.items.findIndex(k=>k.key===f);return b<0?p:this.places.top(b)+y}}updated(t){this.scrollAfterUpdate!==null&&(this.scroller.scrollTop=this.scrollAfterUpdate,this.scrollAfterUpdate=null),t.has("state")&&(this.scrollPosition=this.scroller.scrollTop),this.sparklines.want(this.visible().filter(r=>!de(r)))}visible(){let{start:t,end:r}=this.places.window(this.scrollPosition,this.size.height);return this.items.slice(t,r)}render(){let{start:t}=this.places.window(this.scrollPosition,this.size.height),r=this.visible(),i=r.some(s=>s.key===this.activeKey);return c`<div
class="scroller ${this.isWide?"wide":"cards"}"
role="grid"
tabindex="0"
aria-label="Learning-rate series"
aria-rowcount=${this.items.length+1}
aria-multiselectable="true"
aria-activedescendant=${i?"active":h}
@scroll=${()=>this.scrollPosition=this.scroller.scrollTop}
@keydown=${this.onKey}
>
${(this.isWide?Fi:zi)(this.state.view.sort,s=>this.store.change({sort:s}))}
<div class="content" role="rowgroup" style="height: ${this.places.height}px">
${r.map((s,o)=>this.renderItem(s,t+o))}
</div>
</div>`}renderItem(t,r){let i=this.places.top(r),s={index:r,isActive:t.key===this.activeKey,style:`top: ${i}px; height: ${this.places.top(r+1)-i}px`};if(de(t))return Wi(t,s,()=>this.toggle(t));let{view:o,list:a,colours:l}=this.state;return Ki(t,s,{isMember:a.members.has(t.key),colour:l.get(t.key)??null,isSelected:!!o.selected&&_(o.selected)===t.key,isCompared:o.compared.some(d=>_(d)===t.key),sparkline:this.sparklines.of(t),onClick:d=>{this.activeKey=t.key,d.ctrlKey||d.metaKey?this.store.toggleCompared(t):this.store.select(t)},onCompare:o.selected?d=>{d.stopPropagation(),this.store.toggleCompared(t)}:null})}toggle(t){this.activeKey=t.key,this.store.toggleGroup(t.key)}onKey(t){if(t.composedPath()[0]!==this.scroller||t.altKey)return;let r=this.items.findIndex(d=>d.key===this.activeKey),i=this.items[r];if(i&&this.act(t.key,i)){t.preventDefault();return}let s=Math.max(1,Math.floor(this.size.height/(this.isWide?Bi:Gi))-1),o=Vi(t.key,r,this.items.length,s),a=o===null?void 0:this.items[o];if(o===null||!a)return;t.preventDefault(),this.activeKey=a.key,this.scroller.scrollTop=this.places.scrollTopFor(o,this.scroller.scrollTop,this.size.height),this.state.view.selected&&!t.ctrlKey&&!t.metaKey&&!de(a)&&this.store.select(a)}act(t,r){if(de(r)){let i=t==="Enter"||t===" "||t===(r.isCollapsed?"ArrowRight":"ArrowLeft");return i&&this.toggle(r),i}if(t==="Enter")this.store.select(r),this.emit("lr-enter",null);else if(t===" "&&this.state.view.selected)this.store.toggleCompared(r);else return t===" ";return!0}};U.styles=[A,ji],g([v({attribute:!1})],U.prototype,"store",2),g([v({attribute:!1})],U.prototype,"state",2),g([v({attribute:!1})],U.prototype,"client",2),g([P()],U.prototype,"scrollPosition",2),g([P()],U.prototype,"size",2),g([P()],U.prototype,"activeKey",2),g([re(".scroller")],U.prototype,"scroller",2),U=g([R("lr-series-grid")],U);function qi(n){let{run:e,tag:t,verdict:r,severity:i,headline:s,detail:o,source:a,inferred:l}=n,d=(m,f)=>f.length>0?["",`**${m}**`,"",...f]:[],u=m=>m?["```",m.trimEnd(),"```"]:[],p=m=>m.map(f=>`- ${f}`);return[`**${s}**`,"",`Run \`${e}\`, tag \`${t}\`: ${r} (${i})`,...o?["",o]:[],...d("Evidence",Mt(n).map(({name:m,text:f})=>`- ${m}: ${f}`)),...d("Warnings",p(n.warnings.map(m=>m.text))),...d("Likely causes",n.causes.map((m,f)=>`${f+1}. ${m}`)),...d("Also possible",p(n.alternatives)),...d("Fix",u(n.fix)),...d("Asked for",[...n.schedule_text?[n.schedule_text]:[],...a?[`Read from ${ye(a)} (${a.kind}).`,...u(a.text)]:[]]),...d("The points themselves",l?[l.text||l.schedule_text]:[]),"",`What the logged number is: ${At(n)}`,""].join(`
`)}function Zi(n,e){let t=document.createElement("a");t.href=URL.createObjectURL(n),t.download=e,t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function Kt(n,e){return`${n.join("_").replace(/[^\p{L}\p{N}.-]+/gu,"_").slice(0,120)}.${e}`}var nt=class extends S{constructor(){super(...arguments);this.moment=null}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.requestUpdate(),1e3)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){return this.moment===null?c``:c`${Nn(Date.now()-this.moment)}`}};g([v({attribute:!1})],nt.prototype,"moment",2),nt=g([R("lr-updated")],nt);var ia=2e3,B=class extends S{constructor(){super(...arguments);this.said=""}render(){let{view:t,diagnosis:r,updatedAt:i}=this.state,s=t.selected;if(!s)return h;let{run:o,tag:a}=s,l=r?.points.wall_time??[],d=l[l.length-1];return c`<header>
<button
type="button"
data-testid="close"
aria-label="Back to all series"
title="Back to all series (Esc)"
@click=${()=>this.store.select(null)}
>
← All
</button>
<h2><bdi>${o}</bdi> <bdi class="tag">${a}</bdi></h2>
<div class="actions" role="group" aria-label="Save and share">
<span class="age" data-testid="age">
${d===void 0?h:c`last point <lr-updated .moment=${d*1e3}></lr-updated>, `}
checked <lr-updated .moment=${i}></lr-updated>
</span>
${r?c`<button
type="button"
data-testid="save-png"
title="Save the chart as a picture"
@click=${this.savePng}
>
↓ PNG
</button>
<a
data-testid="save-csv"
title="Save the points with expected rate and error"
href=${Ir(s)}
download=${Kt([o,a],"csv")}
>↓ CSV</a
>
<a
data-testid="save-json"
title="Save the diagnosis"
href=${st(s)}
download=${Kt([o,a],"json")}
>↓ JSON</a
>
<button
type="button"
data-testid="copy-report"
title="Copy the diagnosis as text, for an issue"
@click=${()=>this.copy(qi(r),"Report")}
>
Copy report
</button>`:h}
<button
type="button"
data-testid="copy-link"
title="Copy a link to this view"
@click=${()=>this.copy(this.link(),"Link")}
>
Copy link
</button>
<span class="muted" role="status">${this.said}</span>
</div>
</header>`}async copy(t,r){this.say(await Ft(t)?`${r} copied`:"The browser does not allow copying")}async savePng(){let t=await this.drawImage(),{run:r="",tag:i=""}=this.state.view.selected??{};t?Zi(t,Kt([r,i],"png")):this.say("There is no chart to save")}say(t){this.said=t,setTimeout(()=>this.said="",ia)}};B.styles=[A,w` header{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;border-bottom:1px solid var(--lr-border);padding:8px 14px;}h2{flex:1 1 200px;min-width:0;font-size:16px;font-weight:500;line-height:1.3;overflow-wrap:anywhere;}.tag{color:var(--lr-text-muted);font-weight:400;}.actions{display:flex;flex-wrap:wrap;align-items:center;}.age{color:var(--lr-text-muted);font-size:12px;margin-right:8px;}.actions button,a{display:inline-flex;align-items:center;border:none;border-radius:4px;padding:0 7px;min-height:28px;color:var(--lr-link);font-size:13px;text-decoration:none;}a:hover{background:var(--lr-surface-hover);}`],g([v({attribute:!1})],B.prototype,"store",2),g([v({attribute:!1})],B.prototype,"state",2),g([v({attribute:!1})],B.prototype,"link",2),g([v({attribute:!1})],B.prototype,"drawImage",2),g([P()],B.prototype,"said",2),B=g([R("lr-series-header")],B);var Ne=class extends S{focus(){this.renderRoot.querySelector("h2")?.focus()}render(){let{standing:e,headline:t,detail:r,acknowledged:i}=this.diagnosis;return c`<h2 tabindex="-1" aria-describedby=${r?"detail":h}>
${Y(e,18)}
<span data-testid="headline" class="severity-${e}">${C(t)}</span>
</h2>
${i?c`<p class="muted" data-testid="acknowledged">${Ti(this.diagnosis)}</p>`:h}
${r?c`<p id="detail" data-testid="detail">${C(r)}</p>`:h}`}};Ne.styles=[A,w` :host{padding:14px 16px 0;overflow-wrap:anywhere;}h2{display:flex;gap:9px;font-size:16px;font-weight:500;line-height:1.35;}h2 svg{flex:none;margin-top:3px;}p{margin-top:10px;}`],g([v({attribute:!1})],Ne.prototype,"diagnosis",2),Ne=g([R("lr-verdict")],Ne);var Yi=w` summary{padding:4px 0;color:var(--lr-link);font-weight:500;cursor:pointer;}.body{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;padding-top:6px;}.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px 12px;}label{display:block;color:var(--lr-text-muted);font-size:12px;line-height:1.3;}input[type='text']{width:100%;min-height:30px;margin-top:3px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:3px 8px;background:var(--lr-surface);color:var(--lr-text);font:inherit;font-size:13px;font-variant-numeric:tabular-nums;}input[type='range']{width:100%;height:20px;margin:2px 0 0;accent-color:var(--lr-edited);}.edited input[type='text']{border-color:var(--lr-edited);box-shadow:inset 0 0 0 1px var(--lr-edited);}input[aria-invalid='true']{border-color:var(--lr-error);box-shadow:inset 0 0 0 1px var(--lr-error);}.switch{display:flex;flex-direction:row-reverse;align-items:center;justify-content:flex-end;gap:7px;padding-top:20px;}.switch input{width:17px;height:17px;accent-color:var(--lr-edited);}.about{margin-top:2px;color:var(--lr-text-muted);font-size:12px;}.problem{color:var(--lr-error);}.end{display:flex;align-items:center;justify-content:space-between;gap:10px;}.end button{flex:none;}`;var se=class extends S{constructor(){super(...arguments);this.reset=()=>{this.store.change({whatIf:{}}),this.renderRoot.querySelector("input")?.focus()}}render(){let{isOpen:t}=this.state.whatIf;return c`<details data-testid="what-if" ?open=${t} @toggle=${this.toggle}>
<summary>What if …</summary>
${t?c`<div class="body">${this.renderBody()}</div>`:h}
</details>`}renderBody(){let{base:t,edited:r,problems:i}=this.state.whatIf,s=i[Ie],o=s===void 0?h:c`<p class="problem" role="alert">${s}</p>`;return t?t.schedule?[this.renderStart(t),this.renderEnd(r),this.renderFields(t),o,r?this.renderEdited(r):h]:c`<p>No schedule is known for this series, so there is nothing to edit.</p>`:s===void 0?c`<p class="muted">Reading the schedule…</p>`:o}renderStart({parameters:t}){return t.length===0?c`<p data-testid="what-if-fixed">
This schedule has no parameters to edit: it is known by its points only. The end of the run can be
moved.
</p>`:this.diagnosis.schedule?h:c`<p data-testid="what-if-inferred">
${this.diagnosis.inferred?"No schedule is configured. These are the parameters of what the points follow.":"No schedule is configured, and the points follow none. This is a cosine from their largest rate on, to start from."}
</p>`}renderFields({parameters:t,rate_at_end:r}){return c`<div class="fields" role="group" aria-label="Parameters">
${t.map(({path:i,label:s,kind:o,value:a})=>this.renderField(vt(i),s,o,a))}
${r?this.renderField(yt,"End of the run (step)","integer",r.step):h}
</div>`}renderField(t,r,i,s){let o=bt(s),a=r.charAt(0).toUpperCase()+r.slice(1),l=this.state.view.whatIf[t],d=this.state.whatIf.problems[t],u=l!==void 0&&l!=="",p=i==="boolean";return c`<div class=${u?"edited":""}>
<label class=${p?"switch":""}>
${a}
<input
type=${p?"checkbox":"text"}
role=${p?"switch":h}
autocomplete="off"
spellcheck="false"
data-field=${t}
placeholder=${o}
aria-invalid=${d?"true":h}
aria-describedby="about-${t}"
.value=${l??o}
.checked=${(l??o)==="true"}
@input=${f=>{let{checked:y,value:b}=f.target;this.edit(t,p?String(y):b,o)}}
@change=${()=>l===""&&this.edit(t,o,o)}
/>
</label>
${this.renderSlider(t,a,i,s,l)}
<div id="about-${t}" class="about">
${u?`was ${o}`:h}
${d?c`<div class="problem" role="alert" data-testid="what-if-problem">${d}</div>`:h}
</div>
</div>`}renderSlider(t,r,i,s,o){if(i==="boolean"||typeof s=="boolean")return h;let a=cn(o?er(o):s,s);if(!(s>0))return h;let l=bt(s);return c`<input
type="range"
aria-label="${r}, slider"
min=${-pe}
max=${pe}
.value=${String(a??0)}
@input=${d=>{let u=Number(d.target.value);this.edit(t,bt(pn(u,s,i)),l)}}
/>`}renderEnd(t){let{baseToEnd:r}=this.state.whatIf,i=(t??r)?.rate_at_end,[s,o]=Et(i?.value??null,r?.rate_at_end?.value??null);return c`<div class="end">
<p role="status" data-testid="what-if-end">
${i?c`Rate at the end, step ${x(i.step)}: <b>${s}</b>${t?c`, <span class="muted">unedited ${o}</span>`:h}`:h}
</p>
<button
type="button"
data-testid="what-if-reset"
?disabled=${Object.keys(this.state.view.whatIf).length===0}
@click=${this.reset}
>
Reset
</button>
</div>`}renderEdited(t){let{configuration:r,configuration_syntax:i,schedule_text:s,schedule_formula:o,warnings:a}=t;return c`<p data-testid="what-if-text">${s}</p>
<p class="formula">${o}</p>
${a.length>0?c`<div class="warnings" data-testid="what-if-warnings">
${a.map(({text:l,fix:d})=>c`<p>${l}</p>
${d?c`<lr-code .heading=${"Fix"} .text=${d}></lr-code>`:h}`)}
</div>`:h}
${r?c`<lr-code
data-testid="what-if-configuration"
.heading=${`Configuration (${i?.replaceAll("_"," ")})`}
.text=${r}
></lr-code>`:h}`}edit(t,r,i){let{[t]:s,...o}=this.state.view.whatIf;this.store.change({whatIf:r===i?o:{...o,[t]:r}})}toggle(t){let{open:r}=t.target;r!==this.state.whatIf.isOpen&&this.store.setWhatIf({isOpen:r})}};se.styles=[A,Yi],g([v({attribute:!1})],se.prototype,"store",2),g([v({attribute:!1})],se.prototype,"state",2),g([v({attribute:!1})],se.prototype,"diagnosis",2),se=g([R("lr-what-if")],se);var Ji=w` .state{max-width:720px;margin:0 auto;padding:72px 24px;}.state h2{margin-bottom:10px;font-size:20px;font-weight:500;}.state p{margin-bottom:12px;}.state ul{max-height:320px;overflow-y:auto;margin-bottom:16px;border:1px solid var(--lr-border);border-radius:4px;padding:8px 12px;list-style:none;overflow-wrap:anywhere;}.state code{border-radius:3px;padding:1px 5px;background:var(--lr-surface-code);font-size:13px;}`;function Ar(n){return c`<div class="state" role="status" data-testid="loading">
<h2>${n?Pt(n):"Reading the runs…"}</h2>
<p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
</div>`}function Xi(n,e){return c`<div class="state" role="alert" data-testid="error">
<h2>The diagnoses could not be read</h2>
<p>${n} This page keeps trying.</p>
<button type="button" @click=${e}>Try again now</button>
</div>`}function Qi({scalar_tags:n,logdir:e},t){return c`<div class="state" data-testid="empty">
<h2>No learning-rate series found</h2>
<p>
${n.length>0?"No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:":"No run has logged any scalar yet. This page looks again by itself."}
</p>
${e?c`<p>TensorBoard reads <code>${e}</code>. Is that where the training writes to?</p>`:h}
${n.length>0?c`<ul>
${n.map(r=>c`<li>${r}</li>`)}
</ul>
<p>
If one of them is a learning rate, name it when you start TensorBoard:
<code>--lr_diagnostics_tags REGEX</code>
</p>`:h}
<button type="button" data-testid="open-plan" @click=${t}>
Plan a run by its configuration …
</button>
</div>`}var es=w` :host{color-scheme:light;--lr-surface:#ffffff;--lr-surface-side:#fafafa;--lr-surface-code:#f1f3f4;--lr-surface-hover:#f1f3f4;--lr-surface-selected:#fff1e0;--lr-border:#dadce0;--lr-border-strong:#80868b;--lr-text:#202124;--lr-text-muted:#5f6368;--lr-link:#185abc;--lr-accent:#d96500;--lr-logged:#d96500;--lr-expected:#3f5c9a;--lr-edited:#8e24aa;--lr-disagree:rgba(197,34,31,0.1);--lr-grid:#ebedef;--lr-mark:#5f6368;--lr-error:#c5221f;--lr-warning:#9a5b00;--lr-notice:#185abc;--lr-ok:#137333;--lr-unknown:#5f6368;--lr-surface-error:#fce8e6;--lr-surface-warning:#fef3dc;--lr-run-0:#425066;--lr-run-1:#12b5cb;--lr-run-2:#e52592;--lr-run-3:#f9ab00;--lr-run-4:#9334e6;--lr-run-5:#7cb342;--lr-run-6:#e8710a;}:host([theme='dark']){color-scheme:dark;--lr-surface:#303030;--lr-surface-side:#292929;--lr-surface-code:#3a3a3a;--lr-surface-hover:#363636;--lr-surface-selected:#433425;--lr-border:#4a4a4a;--lr-border-strong:#9aa0a6;--lr-text:#f1f3f4;--lr-text-muted:#bdc1c6;--lr-link:#8ab4f8;--lr-accent:#ff9d45;--lr-logged:#ffa24d;--lr-expected:#9db8ff;--lr-edited:#e58af5;--lr-disagree:rgba(242,139,130,0.15);--lr-grid:#434343;--lr-mark:#bdc1c6;--lr-error:#f6948c;--lr-warning:#fdd663;--lr-notice:#8ab4f8;--lr-ok:#81c995;--lr-unknown:#bdc1c6;--lr-surface-error:#4a2f2d;--lr-surface-warning:#453c26;--lr-run-0:#8e98a3;}`;var z=class extends S{constructor(){super(...arguments);this.theme="light";this.wasSelected=!1;this.hadFocus=!1;this.shownKey=null;this.isGoingOn=!1;this.goOn=()=>{this.isGoingOn=!this.focusOn("lr-verdict")};this.showKeys=()=>this.renderRoot.querySelector("lr-keys")?.toggle();this.showPlan=()=>this.renderRoot.querySelector("lr-plan")?.open();this.onKey=t=>{let r=t.composedPath()[0];if(t.composedPath().some(s=>s instanceof HTMLDialogElement)&&t.key!=="?")return;let i=r instanceof HTMLInputElement||r instanceof HTMLTextAreaElement;t.ctrlKey||t.metaKey||t.altKey||(t.key==="Escape"&&!i&&!t.defaultPrevented&&(this.chartPanel?.full?this.chartPanel.toggleFull():this.store.select(null)),t.key==="?"&&!i&&this.showKeys(),t.key==="f"&&!i&&this.chartPanel?.toggleFull(),t.key==="c"&&!i&&this.renderRoot.querySelector("lr-diagnosis")?.copyFix(),t.key==="/"&&!i&&(t.preventDefault(),this.renderRoot.querySelector("lr-filters")?.focusSearch()))}}connectedCallback(){super.connectedCallback(),this.unsubscribe=this.store.subscribe(()=>this.requestUpdate()),document.addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),this.unsubscribe?.(),document.removeEventListener("keydown",this.onKey)}render(){let{state:t}=this.store,{diagnoses:r,failure:i}=t;return c`<main>
<h1 class="unseen">Learning rates</h1>
${this.renderSkip(t)} ${this.renderConnection(t)} ${this.renderTurnedBad(t)}
${r?c`<lr-problems .problems=${r.problems}></lr-problems> ${r.series.length>0?this.renderPanes(t):r.reading?Ar(r.reading):Qi(r,this.showPlan)}`:i===null?Ar(null):Xi(i,this.retry)}
</main>
<lr-keys></lr-keys>
<lr-plan .client=${this.client}></lr-plan>`}willUpdate(){this.hadFocus=!!this.shadowRoot?.activeElement}updated(){let{view:t,diagnosis:r}=this.store.state,i=r?.key??null;i!==this.shownKey&&this.renderRoot.querySelector(".side")?.scrollTo(0,0),this.shownKey=i;let s=t.selected!==null;if(s!==this.wasSelected){this.wasSelected=s;let o=this.hadFocus&&!this.shadowRoot?.activeElement?.checkVisibility();o&&s&&(this.isGoingOn=!0),o&&!s&&this.focusOn("lr-series-grid")}this.isGoingOn&&i!==null&&i===(t.selected&&_(t.selected))&&this.goOn()}focusOn(t){let r=this.renderRoot.querySelector(t);return r?.updateComplete.then(()=>r.focus()),!!r}renderSkip({view:t,list:r}){return t.selected?c`<button class="skip" type="button" @click=${this.goOn}>To the diagnosis</button>`:r.count===0?h:c`<button class="skip" type="button" @click=${()=>this.focusOn("lr-series-grid")}>
To the list
</button>`}renderPanes(t){let{store:r,client:i}=this;return c`<div class="page ${t.view.selected?"selected":""}">
<div class="list">
<lr-filters
.store=${r}
.state=${t}
@lr-keys=${this.showKeys}
@lr-plan=${this.showPlan}
></lr-filters>
${t.list.count>0?c`<lr-series-grid
.store=${r}
.state=${t}
.client=${i}
@lr-enter=${this.goOn}
></lr-series-grid>`:c`<div class="none" data-testid="none">
No series passes the filters${t.diagnoses?.reading?" so far":""}.<br />
<button type="button" @click=${()=>r.clearFilters()}>
Show all ${O(t.diagnoses?.series.length??0,"series","series")}
</button>
</div>`}
</div>
${t.view.selected?this.renderSelected(t):h}
</div>`}renderSelected(t){let{store:r}=this,{diagnosis:i,drawn:s,diagnosisFailure:o}=t;return c`<lr-divider></lr-divider>
<div class="detail">
<lr-series-header
.store=${r}
.state=${t}
.link=${this.link}
.drawImage=${()=>this.chartPanel?.drawImage()??null}
></lr-series-header>
${o!==null&&i?c`<div class="strip" role="alert">${o}</div>`:h}
${i&&s?c`<div class="panes ${t.whatIf.isOpen?"trying":""}">
<div class="middle">
<lr-chart-panel
.store=${r}
.state=${t}
.diagnosis=${s}
.edited=${t.preview}
.theme=${this.theme}
></lr-chart-panel>
</div>
<div class="side">
<lr-verdict .diagnosis=${i}></lr-verdict>
<lr-diagnosis .diagnosis=${i}>
<lr-what-if .store=${r} .state=${t} .diagnosis=${i}></lr-what-if>
</lr-diagnosis>
</div>
</div>`:c`<div class="waiting" role="status" data-testid="waiting">
${o??"Reading the series…"}
</div>`}
</div>`}renderConnection({failure:t,updatedAt:r}){return t===null||r===null?h:c`<div class="strip" role="alert" data-testid="connection">
<span
>${t.replace(/\.$/,"")}; last data from ${yr(r)}. This page keeps
trying.</span
>
<button type="button" @click=${this.retry}>Try again now</button>
</div>`}renderTurnedBad({turnedBad:t}){let[r]=t;return c`<div role="alert" data-testid="turned-bad">
${r?c`<div class="strip">
<span>
${t.length===1?"A series":O(t.length,"series","series")}
turned bad while this page was open: <b><bdi>${r.run}</bdi></b
>: ${r.headline}
</span>
<button type="button" @click=${()=>this.store.select(r)}>Show</button>
<button type="button" @click=${()=>this.store.acknowledge()}>Dismiss</button>
</div>`:h}
</div>`}};z.styles=[es,A,Ji,Ln],g([v({attribute:!1})],z.prototype,"store",2),g([v({attribute:!1})],z.prototype,"client",2),g([v({attribute:!1})],z.prototype,"link",2),g([v({attribute:!1})],z.prototype,"retry",2),g([v({reflect:!0})],z.prototype,"theme",2),g([re("lr-chart-panel")],z.prototype,"chartPanel",2),z=g([R("lr-app")],z);var sa=800,oa=100,aa=5e3;function ym(){try{la()}catch(n){console.error(n),ca(`The Learning Rate page could not start: ${K(n)}`)}}function la(){da();let n=new dt(window),e=new it,t=new gt(e,ut(n.read())),r=new ht(()=>(t.setHostFilter(n.runFilter),t.refresh()),()=>ct(window),()=>t.isPartial?oa:t.state.failure===null?sa:aa),i=Jr(t,n);dn(t,e),t.subscribe(()=>Wr(window,t.state.turnedBad.length));let s=new z;s.store=t,s.client=e,s.link=i,s.retry=r.poke,Ur(window,o=>s.theme=o),document.body.append(s),Kr(window,r.poke),zr(window,r.poke),r.poke()}function da(){document.documentElement.lang="en",document.title="Learning Rate",document.body.style.margin="0"}function ca(n){let e=document.createElement("p");e.dataset.testid="error",e.setAttribute("role","alert"),e.style.cssText=`margin: 48px 24px; font: 14px/1.45 ${J}`,e.textContent=n,document.body.replaceChildren(e)}export{ym as render};
